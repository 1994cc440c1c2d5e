import { Progress } from "@/components/ui/progress";

/** Which question of how many. Question 1 is what the ticket is about, on a page of its own. */
export function StepProgress({ text, at, count }: { text: string; at: number; count: number }) {
  const words = text.replace("{at}", String(at)).replace("{count}", String(count));
  return (
    <div className="flex flex-col gap-1.5 noscript:hidden">
      <p role="status" className="text-fg-muted text-sm tabular-nums">
        {words}
      </p>
      <Progress label={words} value={at / count} />
    </div>
  );
}
