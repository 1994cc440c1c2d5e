import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CircleCheck, TriangleAlert } from "@/components/ui/control-icons";
import { CopyButton } from "@/components/ui/copy-button";
import { cx } from "@/components/ui/cx";
import type { IconComponent } from "@/components/ui/icon";
import { CircleDashed, CircleHelp, CircleX } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import type { Domain, DomainRecord, ExpectedRecord, RecordState } from "@/lib/domains/types";
import { Breakable } from "./breakable";

const LOOK: Record<RecordState, { icon: IconComponent; tone: Tone }> = {
  unchecked: { icon: CircleDashed, tone: "neutral" },
  ok: { icon: CircleCheck, tone: "success" },
  missing: { icon: CircleX, tone: "error" },
  wrong: { icon: TriangleAlert, tone: "warning" },
  unanswered: { icon: CircleHelp, tone: "neutral" },
};

const CELL = "px-3 py-2.5 align-top first:ps-4 last:pe-4 max-sm:block max-sm:p-0!";
const HEAD = "h-9 px-3 text-start font-medium text-fg-muted text-xs first:ps-4 last:pe-4";

/**
 * The exact records of a domain, what DNS says beside what it should say. On a phone each is a card.
 * ARIA roles are spelled out because `display` on table parts takes them away.
 */
export async function RecordsTable({ domain }: { domain: Domain }) {
  const t = await getTranslations("domains.records");
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display: block removes the implicit ones
    <table role="table" className="w-full table-fixed border-collapse border-y text-sm max-sm:block">
      <caption className="sr-only">{t("title", { name: domain.displayName })}</caption>
      <thead role="rowgroup" className="bg-canvas max-sm:sr-only">
        <tr role="row" className="border-b">
          <th role="columnheader" scope="col" className={cx(HEAD, "w-20")}>
            {t("type")}
          </th>
          <th role="columnheader" scope="col" className={cx(HEAD, "w-[28%]")}>
            {t("name")}
          </th>
          <th role="columnheader" scope="col" className={HEAD}>
            {t("expected")}
          </th>
          <th role="columnheader" scope="col" className={HEAD}>
            {t("found")}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {domain.records.flatMap((record) =>
          record.expected.map((expected, index) => (
            <tr
              key={`${expected.type} ${expected.value}`}
              role="row"
              className={cx(
                "border-b last:border-b-0 max-sm:flex max-sm:flex-col max-sm:gap-2 max-sm:px-4 max-sm:py-3",
                index > 0 && "border-t border-dashed",
              )}
            >
              <td role="cell" className={CELL}>
                <span className="font-mono font-semibold text-fg text-xs leading-5">{expected.type}</span>
              </td>
              <td role="cell" className={CELL}>
                <Label>{t("name")}</Label>
                <Copyable
                  text={expected.host}
                  label={t("copyName", { type: expected.type })}
                  copied={t("copied")}
                />
                {expected.host !== expected.name && (
                  <span className="wrap-anywhere mt-0.5 block text-fg-muted text-xs">
                    <Breakable text={t("fullName", { name: expected.name })} />
                  </span>
                )}
              </td>
              <td role="cell" className={CELL}>
                <Label>{t("expected")}</Label>
                <Copyable
                  text={expected.value}
                  label={t("copyValue", { type: expected.type })}
                  copied={t("copied")}
                />
                <span className="mt-0.5 block text-fg-muted text-xs">
                  {index === 0 ? t(`purpose.${record.purpose}`) : t(index === 1 ? "or" : "orAlso")}
                </span>
              </td>
              {index === 0 && (
                <td role="cell" rowSpan={record.expected.length} className={CELL}>
                  <Found record={record} expected={expected} />
                </td>
              )}
            </tr>
          )),
        )}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: display: block removes the implicit ones
  );
}

async function Found({ record, expected }: { record: DomainRecord; expected: ExpectedRecord }) {
  const t = await getTranslations("domains.records");
  const { icon: Icon, tone } = LOOK[record.state];
  return (
    <>
      <Label>{t("found")}</Label>
      <Status tone={tone} icon={<Icon />}>
        {t(`state.${record.state}`)}
      </Status>
      {record.found.length > 0 && (
        <ul className={cx("mt-1", record.state === "ok" && "max-sm:hidden")}>
          {record.found.map((value) => (
            <li
              key={value}
              className={cx(
                "wrap-anywhere font-mono text-xs leading-5",
                value === expected.value || record.state === "ok" ? "text-fg-secondary" : "text-fg",
              )}
            >
              <Breakable text={value} />
            </li>
          ))}
        </ul>
      )}
      {record.problem && <p className="mt-1 text-fg-muted text-xs">{t(`problem.${record.problem}`)}</p>}
      {record.state === "wrong" && (
        <p className="mt-1 text-fg-secondary text-xs">{t(`wrong.${record.purpose}`)}</p>
      )}
    </>
  );
}

/** The column's name, where the columns are gone. */
function Label({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="block text-fg-muted text-xs sm:hidden">
      {children}
    </span>
  );
}

function Copyable({ text, label, copied }: { text: string; label: string; copied: string }) {
  return (
    <span className="flex items-start justify-between gap-1.5 sm:justify-start">
      <code className="wrap-anywhere font-mono text-fg text-xs leading-5">
        <Breakable text={text} />
      </code>
      <CopyButton text={text} label={label} copiedLabel={copied} className="-my-1 noscript:hidden" />
    </span>
  );
}
