import { getTranslations } from "next-intl/server";
import { Skeleton } from "@/components/ui/skeleton";

/** View, thread and facts side by side, from edge to edge of the staff frame, each with its own scroll. */
export const WORKSPACE_GRID =
  "grid gap-x-6 gap-y-8 lg:-mt-4 lg:-mb-6 lg:grid-cols-[minmax(0,1fr)_18rem] min-[90rem]:-ms-5 min-[90rem]:grid-cols-[17.5rem_minmax(0,1fr)_19rem]";

/** A ticket on the desk while it loads: the view, head, thread and composer, facts. */
export async function WorkspaceSkeleton() {
  const t = await getTranslations("desk.ticket");
  return (
    <div role="status" aria-label={t("loading")} className={WORKSPACE_GRID}>
      <div className="hidden flex-col gap-6 border-e px-5 pt-5 min-[90rem]:flex">
        {["w-4/5", "w-3/5", "w-2/3", "w-3/4", "w-1/2", "w-3/5"].map((width, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
          <div key={row} className="flex flex-col gap-2.5">
            <Skeleton className={`h-3 ${width}`} />
            <Skeleton className="h-2.5 w-1/2" />
          </div>
        ))}
      </div>
      <div className="flex min-w-0 flex-col lg:min-h-[calc(100dvh-3rem)] lg:pt-4">
        <Skeleton className="mt-2.5 mb-5 h-3 w-24" />
        <Skeleton className="my-1 h-5 w-3/5" />
        <Skeleton className="mt-3 mb-8 h-3 w-4/5" />
        {["w-4/5", "w-3/5"].map((width) => (
          <div key={width} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 pt-3 pb-6">
            <Skeleton className="size-8 rounded-full!" />
            <div className="flex flex-col gap-3 pt-1.5">
              <Skeleton className="h-3 w-40" />
              <Skeleton className={`h-3 ${width}`} />
              <Skeleton className="h-3 w-2/3" />
            </div>
          </div>
        ))}
        <Skeleton className="mt-auto mb-3 h-36 rounded-lg" />
      </div>
      <div className="flex flex-col gap-5 lg:border-s lg:ps-5 lg:pt-4">
        {["w-40", "w-32", "w-36", "w-24", "w-28", "w-40", "w-32"].map((width, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
          <div key={row} className="flex gap-6">
            <Skeleton className="h-3 w-20" />
            <Skeleton className={`h-3 ${width}`} />
          </div>
        ))}
      </div>
    </div>
  );
}
