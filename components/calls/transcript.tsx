import type { Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { foundIn } from "@/lib/calls/find";
import type { CallTranscript, Segment } from "@/lib/calls/types";
import { Excerpt } from "./excerpt";

/** So many pieces of a transcript are shown before the rest is folded away. */
const SHOWN = 12;

/** What was said: in short, and in full with a search. */
export async function Transcript({
  transcript,
  path,
  q,
}: {
  transcript: CallTranscript;
  path: Route;
  q: string;
}) {
  const t = await getTranslations("call-pages.transcript");
  const all: Segment[] = transcript.segments.length > 0 ? transcript.segments : [{ text: transcript.text }];
  const found = q ? foundIn(all, q) : all.map((segment) => ({ ...segment, marked: segment.text }));
  const first = q ? found : found.slice(0, SHOWN);
  const rest = q ? [] : found.slice(SHOWN);
  return (
    <>
      {transcript.summary && (
        <Card title={t("summary")} actions={<Badge>{t(`by.${transcript.summaryBy ?? "staff"}`)}</Badge>}>
          <p className="max-w-prose whitespace-pre-line break-words text-base">{transcript.summary}</p>
        </Card>
      )}
      <Card title={t("title")}>
        <Form action={path} scroll={false} className="mb-3 max-w-80">
          <Input
            type="search"
            name="q"
            key={q}
            defaultValue={q}
            maxLength={200}
            icon={<Search aria-hidden />}
            placeholder={t("search")}
            aria-label={t("search")}
            enterKeyHint="search"
          />
        </Form>
        {q && (
          <p role="status" className="mb-3 text-fg-muted text-sm">
            {t("found", { count: found.length })}
          </p>
        )}
        <Pieces pieces={first} />
        {rest.length > 0 && (
          <details className="mt-3">
            <summary className="hit-44 cursor-pointer font-medium text-primary-text text-sm">
              {t("more", { count: rest.length })}
            </summary>
            <div className="mt-3">
              <Pieces pieces={rest} />
            </div>
          </details>
        )}
      </Card>
    </>
  );
}

function Pieces({ pieces }: { pieces: readonly (Segment & { marked: string })[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was said stays in its order
        <li key={index} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-3 text-base">
          <span className="text-fg-muted text-sm tabular-nums leading-6">
            {typeof piece.start === "number" ? clock(piece.start) : ""}
          </span>
          <span className="min-w-0 break-words">
            {piece.speaker && <span className="me-1.5 font-medium">{piece.speaker}</span>}
            <Excerpt text={piece.marked} className="whitespace-pre-line text-fg-secondary" />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Seconds as "1:05:09" or "5:09". */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
