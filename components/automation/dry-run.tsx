"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Progress } from "@/components/ui/progress";
import { Select } from "@/components/ui/select";
import { dryRunAction } from "@/lib/automation/actions";
import { effectWords, isComplete } from "@/lib/automation/draft";
import type { RuleBody } from "@/lib/automation/schema";
import type { DryRunMatch, DryRunStep } from "@/lib/automation/types";
import { idle } from "@/lib/core/action-state";
import { formatDateTime } from "@/lib/core/dates";
import type { RuleTexts } from "./texts";

const PERIODS = ["1", "7", "30", "90", "365"] as const;
/** Found so many more, it waits until somebody wants to see the next ones. */
const WANTED = 20;

type Found = Pick<DryRunStep, "progress" | "nextCursor"> & {
  rule: RuleBody;
  from: string;
  until: string;
  matches: DryRunMatch[];
  scanned: number;
};

/** Looks back at what a rule would have done, step by step, with no effect. */
export function DryRun({
  rule,
  reader,
  texts,
}: {
  rule: RuleBody;
  reader: { locale: string; timeZone: string };
  texts: RuleTexts;
}) {
  const words = texts.try;
  const [days, setDays] = useState<(typeof PERIODS)[number]>("30");
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const isStopped = useRef(false);

  async function run(start: Found) {
    let now = start;
    isStopped.current = false;
    setFailure(null);
    setRunning(true);
    setFound(now);
    const enough = start.matches.length + WANTED;
    do {
      const data = new FormData();
      data.set("rule", JSON.stringify(now.rule));
      data.set("from", now.from);
      data.set("until", now.until);
      if (now.nextCursor) data.set("cursor", JSON.stringify(now.nextCursor));
      const answer = await dryRunAction(idle, data).catch(() => null);
      if (answer?.status !== "ok") {
        setFailure(answer?.status === "error" ? answer.error.message : words.failed);
        break;
      }
      const step = answer.data;
      now = {
        ...now,
        ...step,
        matches: [...now.matches, ...step.matches],
        scanned: now.scanned + step.scanned,
      };
      setFound(now);
    } while (now.nextCursor && now.matches.length < enough && !isStopped.current);
    setRunning(false);
  }

  function start() {
    if (!isComplete(rule)) {
      setFound(null);
      setFailure(words.incomplete);
      return;
    }
    const until = new Date();
    const from = new Date(until.getTime() - Number(days) * 86_400_000);
    const period = { from: from.toISOString(), until: until.toISOString() };
    void run({ rule, ...period, matches: [], scanned: 0, progress: 0, nextCursor: null });
  }

  return (
    <Card title={words.title}>
      <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">{words.hint}</p>
      <div className="flex flex-wrap items-end gap-3">
        <Field name="period" label={words.period} className="min-w-40">
          {(control) => (
            <Select
              {...control}
              value={days}
              options={PERIODS.map((value) => ({ value, label: words.days[value] }))}
              onChange={(event) => setDays(event.currentTarget.value as (typeof PERIODS)[number])}
            />
          )}
        </Field>
        {isRunning ? (
          <Button
            onClick={() => {
              isStopped.current = true;
            }}
          >
            {words.stop}
          </Button>
        ) : (
          <Button onClick={start}>{words.start}</Button>
        )}
      </div>
      {failure && (
        <Banner tone="error" title={words.failed} className="mt-3">
          {failure}
        </Banner>
      )}
      {found && (
        <Results
          found={found}
          isRunning={isRunning}
          reader={reader}
          texts={texts}
          onMore={() => void run(found)}
        />
      )}
    </Card>
  );
}

function Results({
  found,
  isRunning,
  reader: { locale, timeZone },
  texts,
  onMore,
}: {
  found: Found;
  isRunning: boolean;
  reader: { locale: string; timeZone: string };
  texts: RuleTexts;
  onMore: () => void;
}) {
  const words = texts.try;
  const { matches, scanned, progress, nextCursor } = found;
  const isOver = !isRunning && !nextCursor;
  const summary = (nextCursor ? words.foundSoFar : words.found)
    .replace("{count}", matches.length.toLocaleString(locale))
    .replace("{scanned}", scanned.toLocaleString(locale))
    .replace("{until}", formatDateTime(nextCursor?.at ?? found.from, locale, timeZone));
  const percent = Math.round(progress * 100).toLocaleString(locale);
  return (
    <div className="mt-4 flex flex-col gap-3">
      {isRunning && <Progress label={words.running.replace("{percent}", `${percent} %`)} value={progress} />}
      <p role="status" className="text-fg-secondary text-sm tabular-nums">
        {isOver && matches.length === 0 ? words.none : summary}
      </p>
      {matches.length > 0 && (
        <ul aria-label={words.title} className="divide-y rounded-md border">
          {matches.map(({ id, at, ticket, effects }) => (
            <li
              key={id}
              className="grid gap-x-4 gap-y-1 px-3 py-2.5 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
            >
              <div className="min-w-0">
                <Link
                  href={`/admin/tickets/${ticket.number}` as Route}
                  prefetch={false}
                  className="hit-44 block truncate font-medium hover:underline"
                >
                  {ticket.subject}
                </Link>
                <span className="flex flex-wrap gap-x-2 text-fg-muted text-xs">
                  <span className="font-mono">{ticket.number}</span>
                  <time dateTime={at}>{formatDateTime(at, locale, timeZone)}</time>
                </span>
              </div>
              <ul className="flex flex-col gap-0.5">
                {effects.map((effect, index) => (
                  <li
                    // biome-ignore lint/suspicious/noArrayIndexKey: the effects of one match never move
                    key={index}
                    className={
                      effect.outcome === "failed"
                        ? "text-error-text"
                        : effect.outcome === "unchanged"
                          ? "text-fg-muted"
                          : undefined
                    }
                  >
                    {effectWords(effect, texts)}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {nextCursor && !isRunning && (
        <Button className="self-start" onClick={onMore}>
          {words.more}
        </Button>
      )}
    </div>
  );
}
