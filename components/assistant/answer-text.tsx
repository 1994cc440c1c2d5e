import type { Route } from "next";
import Link from "next/link";
import type { MouseEvent, ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import {
  type Block,
  type Inline,
  type LinkRule,
  parseAnswer,
  settleMarks,
} from "@/lib/assistant/answer-markdown";
import type { Citation } from "@/lib/assistant/types";

type Look = {
  citations: readonly Citation[];
  /** Says what a chip is, with `{n}` and `{title}`. */
  chipLabel: string;
  /** Opens a source beside the answer. Without it, and without script, a chip leads to the source itself. */
  onCite?: ((citation: Citation) => void) | undefined;
};

/**
 * The words of an answer: Markdown without HTML and images, links only where `links` allows them, and `[n]` as
 * chips that open their sources. Drawn anew with each piece that arrives, so it is small and has no state.
 */
export function AnswerText({
  text,
  isArriving = false,
  links,
  className,
  ...look
}: Look & { text: string; isArriving?: boolean; links: LinkRule; className?: string }) {
  const blocks = parseAnswer(isArriving ? settleMarks(text) : text, links);
  return (
    <div dir="auto" className={cx("prose", className)}>
      {blocks.map((block, at) => drawBlock(block, at, look))}
    </div>
  );
}

function drawBlock(block: Block, key: number, look: Look): ReactNode {
  const inline = (content: readonly Inline[]) => content.map((piece, at) => drawInline(piece, at, look));
  switch (block.type) {
    case "paragraph":
      return <p key={key}>{inline(block.content)}</p>;
    case "heading":
      // The page has its own headings; those of an answer are only strong words.
      return (
        <p key={key} className="font-semibold">
          {inline(block.content)}
        </p>
      );
    case "quote":
      return <blockquote key={key}>{block.children.map((one, at) => drawBlock(one, at, look))}</blockquote>;
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
        <pre key={key} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "rule":
      return <hr key={key} />;
    case "list": {
      const items = block.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was written stays in its place
        <li key={at}>
          {inline(item.content)}
          {item.children.map((one, index) => drawBlock(one, index, look))}
        </li>
      ));
      return block.start === null ? (
        <ul key={key}>{items}</ul>
      ) : (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      );
    }
    case "table":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
        <div key={key} className="overflow-x-auto" tabIndex={0}>
          <table>
            <thead>
              <tr>{block.head.map((cell, at) => drawCell("th", cell, at, look))}</tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: what was written stays in its place
                <tr key={at}>{row.map((cell, column) => drawCell("td", cell, column, look))}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

function drawCell(Cell: "th" | "td", content: readonly Inline[], key: number, look: Look) {
  return <Cell key={key}>{content.map((piece, at) => drawInline(piece, at, look))}</Cell>;
}

function drawInline(piece: Inline, key: number, look: Look): ReactNode {
  const children = "children" in piece ? piece.children.map((one, at) => drawInline(one, at, look)) : null;
  switch (piece.type) {
    case "text":
      return piece.text;
    case "code":
      return <code key={key}>{piece.text}</code>;
    case "strong":
      return <strong key={key}>{children}</strong>;
    case "emphasis":
      return <em key={key}>{children}</em>;
    case "link":
      return piece.href.startsWith("/") ? (
        <Link key={key} href={piece.href as Route} prefetch={false}>
          {children}
        </Link>
      ) : (
        // Elsewhere it is not told where the reader comes from.
        <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
          {children}
        </a>
      );
    case "cite": {
      const citation = look.citations.find(({ n }) => n === piece.n);
      // A number without a source proves nothing, so it is not shown.
      return citation && <CiteChip key={key} citation={citation} {...look} />;
    }
  }
}

/** The number of a source, as a link to it that opens it beside the answer where there is script. */
export function CiteChip({
  citation,
  chipLabel,
  onCite,
  children,
}: Omit<Look, "citations"> & { citation: Citation; children?: ReactNode }) {
  const label = chipLabel.replace("{n}", String(citation.n)).replace("{title}", citation.title);
  return (
    <Link
      href={citation.href as Route}
      prefetch={false}
      aria-label={label}
      data-cite={citation.n}
      {...(onCite && {
        "aria-haspopup": "dialog" as const,
        onClick: (event: MouseEvent) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onCite(citation);
        },
      })}
      className={cx(
        "no-underline! hover:bg-primary! hover:text-primary-contrast! rounded-sm bg-primary-light font-medium text-primary-text text-xs leading-none transition-colors",
        children
          ? "inline-flex max-w-full items-center gap-1.5 px-2 py-1 touch:min-h-9"
          : "relative mx-px inline-flex h-4 min-w-4 items-center justify-center px-1 align-[0.12em] after:absolute after:-inset-x-1 after:-inset-y-2.5",
      )}
    >
      {children ?? citation.n}
    </Link>
  );
}
