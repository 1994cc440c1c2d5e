import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { CircleAlert, CircleCheck } from "@/components/ui/control-icons";
import { CircleDashed, CirclePause } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import { effectWords } from "@/lib/automation/draft";
import type { Run, RunOutcome } from "@/lib/automation/types";
import { formatDateTime } from "@/lib/core/dates";
import type { Page } from "@/lib/core/page";
import { ruleTexts } from "./texts";

const LOOK = {
  done: { tone: "success", icon: CircleCheck },
  unchanged: { tone: "neutral", icon: CircleDashed },
  failed: { tone: "error", icon: CircleAlert },
  stopped: { tone: "warning", icon: CirclePause },
} as const satisfies Record<RunOutcome, unknown>;

/** What a rule did, latest first, a page at a time. */
export async function RunList({
  runs,
  ruleId,
  isFirst,
  locale,
  timeZone,
}: {
  runs: Page<Run>;
  ruleId: string;
  isFirst: boolean;
  locale: string;
  timeZone: string;
}) {
  const [t, texts] = await Promise.all([getTranslations("automation"), ruleTexts()]);
  const page = `/admin/settings/automation/${ruleId}`;
  return (
    <Card title={t("runs.title")} flush={runs.items.length > 0}>
      {runs.items.length === 0 ? (
        <p className="text-fg-muted text-sm">{t("runs.empty")}</p>
      ) : (
        <Table
          caption={t("runs.title")}
          dense
          rows={runs.items}
          rowKey={({ id }) => id}
          href={({ ticket }) => `/admin/tickets/${ticket.number}` as Route}
          columns={[
            {
              key: "ticket",
              header: t("runs.columns.ticket"),
              primary: true,
              cell: ({ ticket }) => ticket.subject,
            },
            {
              key: "when",
              header: t("runs.columns.when"),
              className: "whitespace-nowrap",
              cell: ({ at }) => <time dateTime={at}>{formatDateTime(at, locale, timeZone)}</time>,
            },
            {
              key: "results",
              header: t("runs.columns.results"),
              cell: ({ results }) => results.map((effect) => effectWords(effect, texts)).join(" · "),
            },
            {
              key: "outcome",
              header: t("runs.columns.outcome"),
              cell: ({ outcome }) => {
                const { tone, icon: Icon } = LOOK[outcome];
                return (
                  <Status tone={tone} icon={<Icon aria-hidden />}>
                    {t(`outcome.${outcome}`)}
                  </Status>
                );
              },
            },
          ]}
        />
      )}
      <Pagination
        nextHref={runs.nextCursor ? (`${page}?cursor=${runs.nextCursor}` as Route) : null}
        nextLabel={t("runs.next")}
        firstHref={isFirst ? null : (page as Route)}
        firstLabel={t("runs.first")}
      />
    </Card>
  );
}
