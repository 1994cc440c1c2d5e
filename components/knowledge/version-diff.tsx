import "server-only";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import type { VersionText } from "@/lib/knowledge/desk-types";
import { comparePieces, compareTexts, type DiffLine, type Piece } from "@/lib/knowledge/version-diff";

const LINE = {
  same: "",
  changed: "bg-active/50",
  added: "bg-success-soft",
  removed: "bg-error-soft",
} as const;
const SIGN = { same: "", changed: "~", added: "+", removed: "−" } as const;

/** What changed between two versions, line by line; what nobody changed is folded away. */
export async function VersionDiff({ version, before }: { version: VersionText; before: VersionText | null }) {
  const t = await getTranslations("knowledge.versions");
  const old = before ?? { title: "", summary: "", body: "", keywords: [] as string[] };
  const parts = [
    { name: t("inTitle"), from: old.title, to: version.title },
    { name: t("inSummary"), from: old.summary, to: version.summary },
    { name: t("inKeywords"), from: old.keywords.join(", "), to: version.keywords.join(", ") },
  ].filter(({ from, to }) => from !== to);
  const lines = old.body === version.body ? [] : compareTexts(old.body, version.body);
  if (parts.length === 0 && lines.length === 0) return <p>{t("same")}</p>;
  return (
    <div className="flex flex-col gap-5">
      {parts.map(({ name, from, to }) => (
        <Card key={name} title={name}>
          <p className="break-words text-base">
            <Pieces pieces={comparePieces(from, to)} />
          </p>
        </Card>
      ))}
      {lines.length > 0 && (
        <Card title={t("inBody")} flush>
          <div className="font-mono text-sm leading-relaxed">
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a comparison is drawn once, and its lines have no names
              <Line key={index} line={line} skipped={(count) => t("skipped", { count })} />
            ))}
          </div>
        </Card>
      )}
    </div>
  );
}

function Line({ line, skipped }: { line: DiffLine; skipped: (count: number) => string }) {
  if (line.kind === "skipped") {
    return (
      <p className="border-b bg-canvas px-4 py-1.5 font-sans text-fg-muted text-sm not-first:border-t last:border-b-0">
        {skipped(line.count)}
      </p>
    );
  }
  const isWhole = line.kind !== "changed";
  return (
    <div className={cx("flex gap-3 px-4", LINE[line.kind])}>
      <span aria-hidden className="w-3 shrink-0 select-none text-fg-muted">
        {SIGN[line.kind]}
      </span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap break-words">
        <Pieces pieces={line.pieces} isPlain={isWhole} />
        {"\u200b"}
      </span>
    </div>
  );
}

/** `ins` and `del` say aloud what the colours show; within a line that is new as a whole, the line says it. */
function Pieces({ pieces, isPlain = false }: { pieces: readonly Piece[]; isPlain?: boolean }) {
  return pieces.map(({ kind, text }, index) => {
    const key = `${index} ${kind}`;
    if (kind === "added") {
      return (
        <ins
          key={key}
          className={cx("no-underline", !isPlain && "rounded-sm bg-success-soft text-success-text")}
        >
          {text}
        </ins>
      );
    }
    if (kind === "removed") {
      return (
        <del key={key} className={cx(isPlain ? "no-underline" : "rounded-sm bg-error-soft text-error-text")}>
          {text}
        </del>
      );
    }
    return <span key={key}>{text}</span>;
  });
}
