/** Text with what a search found between U+0002 and U+0003, as the database marks it. */
export function Excerpt({ text, className }: { text: string; className?: string }) {
  const pieces = text.replaceAll("\u0003", "\u0002").split("\u0002");
  return (
    <span className={className}>
      {pieces.map((piece, index) =>
        // Every other piece stood between the marks.
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
          <mark key={index} className="rounded-sm bg-warning-soft text-warning-text">
            {piece}
          </mark>
        ) : (
          piece
        ),
      )}
    </span>
  );
}
