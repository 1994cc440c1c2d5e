import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { MailPage } from "@/components/mailbox/mail-page";
import { MailSkeleton } from "@/components/mailbox/mail-skeletons";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { isUuid } from "@/lib/core/ids";
import { findMail } from "@/lib/mailbox/queries";
import type { InboundDetail } from "@/lib/mailbox/types";

type Props = PageProps<"/admin/mail/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readMail = cache(async (id: string): Promise<InboundDetail | null> => {
  const viewer = await requireViewer("staff");
  return isUuid(id) ? findMail(viewer, id.toLowerCase()) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const mail = await readMail((await params).id);
  const t = await getTranslations("mailbox.desk");
  return { title: mail ? mail.subject || t("noSubject") : t("missing") };
}

/** One e-mail, and what becomes of it. */
export default function Page({ params }: Props) {
  return (
    <Arrival skeleton={<MailSkeleton />}>
      <Mail params={params} />
    </Arrival>
  );
}

async function Mail({ params }: Pick<Props, "params">) {
  const [viewer, { id }] = await Promise.all([requireViewer("staff"), params]);
  const mail = await readMail(id);
  if (!mail) notFound();
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <MailPage mail={mail} reader={{ locale: viewer.locale, timeZone: viewer.timeZone }} />
    </>
  );
}
