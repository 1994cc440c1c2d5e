import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { CHAT_GRID } from "./chat-view";

const TURNS = ["ms-auto h-10 w-2/5", "h-24 w-4/5", "ms-auto h-10 w-1/3", "h-16 w-3/5"];

/** The assistant's page while it loads, in its own geometry. */
export async function ChatSkeleton() {
  const t = await getTranslations("chat");
  return (
    <div role="status" aria-label={t("loading")}>
      <PageHeader
        title={t("title")}
        className="mb-4"
        meta={<Skeleton className="my-1 h-3 w-80 max-w-full" />}
      />
      <div className={CHAT_GRID}>
        <div className="hidden flex-col gap-3 lg:flex">
          <Skeleton className="h-8 rounded-md" />
          <Skeleton className="h-8 rounded-md" />
          {TURNS.map((turn) => (
            <Skeleton key={turn} className="h-9 rounded-md" />
          ))}
        </div>
        <div className="flex min-h-[calc(100dvh-14.5rem)] lg:min-h-[calc(100dvh-13.75rem)] flex-col gap-5">
          {TURNS.map((turn) => (
            <Skeleton key={turn} className={`rounded-lg ${turn}`} />
          ))}
          <Skeleton className="mt-auto h-11 rounded-lg" />
        </div>
      </div>
    </div>
  );
}
