import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/detail";
import { ChevronRight } from "@/components/ui/icons";
import type { RegisterEntry } from "@/lib/register/types";
import { RegisterEntryRow, type SharedFact } from "./register-entry";

const SHARED: readonly SharedFact[] = ["purpose", "basis", "recipients"];

/** One kind of processing: what is true of its tables unless they say otherwise, and the tables below, unfolded on paper. */
export async function RegisterCategory({
  category,
  entries,
}: {
  category: string;
  entries: readonly RegisterEntry[];
}) {
  const t = await getTranslations("retention.register");
  const shared = SHARED.map((fact) => ({ fact, value: mostCommon(entries.map((entry) => entry[fact])) }));
  return (
    <Card flush title={<span className="capitalize">{category.replaceAll("_", " ")}</span>}>
      <div className="px-4 py-4">
        <Facts facts={shared.map(({ fact, value }) => ({ label: t(fact), value }))} />
      </div>
      <details className="group border-t print:details-content:[content-visibility:visible]">
        <summary className="flex h-11 print:hidden cursor-pointer list-none items-center gap-1.5 px-4 font-medium text-primary-text text-sm hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="transition-transform group-open:rotate-90" />
          {t("tables", { count: entries.length })}
          <span className="sr-only">{category.replaceAll("_", " ")}</span>
        </summary>
        <ul className="divide-y border-t">
          {entries.map((entry) => (
            <RegisterEntryRow
              key={entry.table}
              entry={entry}
              own={shared.filter(({ fact, value }) => entry[fact] !== value).map(({ fact }) => fact)}
            />
          ))}
        </ul>
      </details>
    </Card>
  );
}

function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
