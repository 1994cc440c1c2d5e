import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { callTime } from "@/components/calls/call-time";
import { CommandForm } from "@/components/calls/command-form";
import { CallPageSkeleton } from "@/components/calls/page-skeleton";
import { commandTexts } from "@/components/calls/texts";
import { Arrival } from "@/components/ui/arrival";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { cancelCallAction } from "@/lib/calls/actions";
import { findCall } from "@/lib/calls/queries";
import { CALL_LIMITS, callParams } from "@/lib/calls/schema";

type Props = PageProps<"/portal/calls/[id]/cancel">;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("call-pages.cancel");
  return { title: t("title") };
}

/** Asks once more before a call is cancelled, and why. */
export default function CancelCallPage(props: Props) {
  return (
    <Arrival skeleton={<CallPageSkeleton />}>
      <CancelCall {...props} />
    </Arrival>
  );
}

async function CancelCall({ params }: Props) {
  const [viewer, { id }] = await Promise.all([requireViewer("customer", "calls"), params]);
  const parsed = callParams.safeParse({ id });
  const call = parsed.success ? await findCall(viewer, parsed.data.id) : null;
  if (!call) notFound();
  const [t, initial] = await Promise.all([
    getTranslations("call-pages.cancel"),
    submittedState(cancelCallAction),
  ]);
  const page = `/portal/calls/${call.id}` as Route;
  return (
    <div className="max-w-form">
      <PageHeader
        back={{ href: page, label: call.purpose }}
        title={t("title")}
        meta={callTime(call, viewer)}
        className="mb-6"
      />
      {call.allowedActions.includes("cancel") ? (
        <CommandForm
          action={cancelCallAction}
          initial={initial}
          hidden={{ id: call.id, version: call.version }}
          variant="danger"
          fields={[
            {
              name: "reason",
              label: t("reason"),
              hint: t("reasonHint"),
              type: "textarea",
              optionalLabel: t("optional"),
              maxLength: CALL_LIMITS.reason,
            },
          ]}
          texts={await commandTexts(t("confirm"), t("failed"))}
          aside={
            <LinkButton href={page} variant="ghost">
              {t("keep")}
            </LinkButton>
          }
        />
      ) : (
        <Banner tone="warning" title={t("tooLate.title")}>
          {t("tooLate.body")}
        </Banner>
      )}
    </div>
  );
}
