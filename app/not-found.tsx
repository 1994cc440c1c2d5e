import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { MissingPage } from "@/components/shell/missing-page";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fault");
  return { title: t("missingTitle") };
}

/** An address that leads nowhere. */
export default async function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col bg-paper">
      <MissingPage home="/" requestId={(await headers()).get(REQUEST_ID_HEADER)} />
    </main>
  );
}
