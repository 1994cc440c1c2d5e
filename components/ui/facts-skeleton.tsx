import { Skeleton } from "./skeleton";

const FACTS = ["w-24", "w-32", "w-20", "w-28", "w-24"];

/** The facts beside a subject while they load: a heading and a row for each width. */
export function FactsSkeleton({ heading = "w-16", facts = FACTS }: { heading?: string; facts?: string[] }) {
  return (
    <div className="flex flex-col gap-3.5">
      <Skeleton className={`mb-1 h-3 ${heading}`} />
      {facts.map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
        <div key={row} className="flex gap-3">
          <Skeleton className="h-3 w-20" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
