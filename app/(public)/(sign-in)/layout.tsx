import type { ReactNode } from "react";
import { SignInLayout } from "@/components/auth/sign-in-layout";

export default function Layout({ children }: { children: ReactNode }) {
  return <SignInLayout>{children}</SignInLayout>;
}
