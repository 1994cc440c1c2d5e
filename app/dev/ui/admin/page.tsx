import { cookies } from "next/headers";
import { AdminShell } from "@/components/shell/admin-shell";
import { THEME_COOKIE, toTheme } from "@/components/shell/theme";
import { IconButton } from "@/components/ui/icon-button";
import { Bell } from "@/components/ui/icons";
import { getBranding } from "@/lib/branding/queries";
import { SAMPLE_VIEWER } from "../sample";
import { PagePatterns } from "../sections/page-patterns";

async function stay() {
  "use server";
}

/** The staff frame with a page of patterns inside, without signing in. */
export default async function AdminShellPage() {
  const theme = toTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <AdminShell
      viewer={SAMPLE_VIEWER}
      branding={await getBranding()}
      theme={theme}
      signOutAction={stay}
      bell={<IconButton label="Notifications" icon={<Bell aria-hidden />} />}
    >
      <PagePatterns />
    </AdminShell>
  );
}
