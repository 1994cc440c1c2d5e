import { highlight } from "@/lib/knowledge/highlight";

/** A text with the words that were looked for marked. */
export function Marked({ children, query }: { children: string; query: string }) {
  let at = 0;
  return highlight(children, query).map(({ text, isHit }) => {
    const key = at;
    at += text.length;
    return isHit ? (
      <mark key={key} className="rounded-sm bg-warning-soft text-inherit">
        {text}
      </mark>
    ) : (
      text
    );
  });
}
