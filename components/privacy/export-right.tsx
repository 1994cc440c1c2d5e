import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts } from "@/components/ui/detail";
import { FileDown } from "@/components/ui/icons";
import { Progress } from "@/components/ui/progress";
import { formatDateTime } from "@/lib/core/dates";
import { downloadExportAction, requestExportAction } from "@/lib/privacy/actions";
import type { PrivacyRequest } from "@/lib/privacy/types";
import { formTexts, passwordField } from "./form-texts";
import { PrivacyForm } from "./privacy-form";
import type { Reader } from "./reader";
import { Right, Unfold } from "./right";

/** A copy of everything: asked for, on its way, or ready to be taken. */
export async function ExportRight({
  request,
  reader,
  formKey,
}: {
  request: PrivacyRequest | null;
  reader: Reader;
  formKey: string;
}) {
  const t = await getTranslations("privacy.exportRight");
  const isWorking = request?.status === "received" || request?.status === "in_progress";
  const askAgain = (
    <Unfold label={request ? t("again") : t("open")}>
      <PrivacyForm
        action={requestExportAction}
        hidden={{ key: formKey }}
        fields={[await passwordField()]}
        texts={await formTexts(t("submit"), t("done"))}
      />
    </Unfold>
  );
  return (
    <Right icon={<FileDown />} title={t("title")} body={t("body")}>
      {isWorking && <Working request={request} />}
      {request?.status === "completed" && (
        <div className="mb-4 flex flex-col gap-3">
          <p role="status" className="font-medium text-sm text-success-text">
            {t("ready")}
          </p>
          <ExportDownload request={request} reader={reader} />
        </div>
      )}
      {!isWorking && askAgain}
    </Right>
  );
}

async function Working({ request }: { request: PrivacyRequest }) {
  const t = await getTranslations("privacy.exportRight");
  const { done = 0, total = 0 } = request.progress;
  return (
    <div className="flex max-w-form flex-col gap-2">
      <p role="status" className="text-fg-secondary text-sm">
        {total > 0 ? t("working", { done, total }) : t("waiting")}
      </p>
      <Progress label={t("waiting")} {...(total > 0 && { value: done / total })} />
      <Link
        href={`/portal/privacy/requests/${request.number}` as Route}
        prefetch={false}
        className="hit-44 self-start text-primary-text text-sm underline underline-offset-4"
      >
        {t("details")}
      </Link>
    </div>
  );
}

/** What is known of an archive, and the way to take it. */
export async function ExportDownload({ request, reader }: { request: PrivacyRequest; reader: Reader }) {
  const t = await getTranslations("privacy.exportRight");
  const { size = 0, sha256 = "", expiresAt } = request.result;
  return (
    <>
      <Facts
        facts={[
          { label: t("size"), value: fileSize(size, reader.locale) },
          {
            label: t("checksum"),
            value: (
              <span className="flex items-start gap-0.5">
                <code className="min-w-0 break-all font-mono text-xs">{sha256}</code>
                <CopyButton
                  text={sha256}
                  label={t("checksum")}
                  copiedLabel={t("checksum")}
                  className="-my-1 shrink-0"
                />
              </span>
            ),
          },
          ...(expiresAt
            ? [{ label: t("until"), value: formatDateTime(expiresAt, reader.locale, reader.timeZone) }]
            : []),
        ]}
      />
      <PrivacyForm
        action={downloadExportAction}
        hidden={{ id: request.id }}
        fields={[await passwordField()]}
        texts={await formTexts(t("download"), t("started"))}
      />
    </>
  );
}

function fileSize(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
