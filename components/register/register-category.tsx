import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/detail";
import { ChevronRight } from "@/components/ui/icons";
import type { RegisterEntry } from "@/lib/register/types";
import { RegisterEntryRow, type SharedFact } from "./register-entry";

/** What is said of every table of a category alike is said once. */
const SHARED: readonly SharedFact[] = ["purpose", "basis", "recipients"];

/** One kind of processing: what all its tables have in common, and the tables below, unfolded on paper. */
export async function RegisterCategory({
  category,
  entries,
}: {
  category: string;
  entries: readonly RegisterEntry[];
}) {
  const t = await getTranslations("retention.register");
  const shared = SHARED.filter((fact) => entries.every((entry) => entry[fact] === entries[0]?.[fact]));
  const own = SHARED.filter((fact) => !shared.includes(fact));
  return (
    <Card flush title={<span className="capitalize">{category.replaceAll("_", " ")}</span>}>
      {shared.length > 0 && (
        <div className="px-4 py-4">
          <Facts facts={shared.map((fact) => ({ label: t(fact), value: entries[0]?.[fact] }))} />
        </div>
      )}
      <details className="group border-t print:details-content:[content-visibility:visible]">
        <summary className="flex h-11 cursor-pointer list-none items-center gap-1.5 px-4 font-medium text-primary-text text-sm hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="transition-transform group-open:rotate-90" />
          {t("tables", { count: entries.length })}
          <span className="sr-only">{category.replaceAll("_", " ")}</span>
        </summary>
        <ul className="divide-y border-t">
          {entries.map((entry) => (
            <RegisterEntryRow key={entry.table} entry={entry} own={own} />
          ))}
        </ul>
      </details>
    </Card>
  );
}
