import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Check } from "@/components/ui/control-icons";
import { ArrowUpDown } from "@/components/ui/icons";
import { Popover } from "@/components/ui/popover";
import { defaultSort, QUEUE_SORTS, type QueueAddress, queueHref } from "@/lib/tickets/desk-views";

/** The order of the queue. Links, so that it works without script and can be kept as a bookmark. */
export async function QueueOrder({ address }: { address: QueueAddress }) {
  const t = await getTranslations("queue.sort");
  const { cursor: _, ...rest } = address;
  const active = address.sort ?? defaultSort(address.filters);
  const sorts = QUEUE_SORTS.filter((sort) => sort !== "relevance" || address.filters.q);
  return (
    <Popover
      key={queueHref(address)}
      id="queue-order"
      label={t("label")}
      trigger={
        <>
          <ArrowUpDown aria-hidden />
          <span className="max-sm:sr-only">
            <span className="sr-only">{t("label")}: </span>
            {t(active)}
          </span>
        </>
      }
      triggerClassName="h-9 touch:h-11"
      align="end"
      className="sm:w-52"
    >
      <ul className="flex flex-col">
        {sorts.map((sort) => (
          <li key={sort}>
            <Link
              href={queueHref({ ...rest, sort }) as Route}
              prefetch={false}
              scroll={false}
              aria-current={sort === active ? "true" : undefined}
              className="flex h-8 items-center justify-between rounded-sm px-2 text-sm hover:bg-hover touch:h-11"
            >
              {t(sort)}
              {sort === active && <Check aria-hidden className="text-primary-text" />}
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
