import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { ChevronRight } from "@/components/ui/icons";
import type { Heading } from "@/lib/knowledge/headings";
import { ContentsFollow } from "./contents-follow";

const NAV = "article-contents";

/** The headings of an article: beside it on a desk, folded above it on a phone. */
export async function Contents({
  headings,
  placement,
}: {
  headings: readonly Heading[];
  placement: "beside" | "above";
}) {
  const t = await getTranslations("help.article");
  if (placement === "above") {
    return (
      <details className="group mt-6 rounded-lg border px-4 lg:hidden print:hidden">
        <summary className="flex min-h-11 list-none items-center gap-2 font-medium text-base [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="text-fg-muted transition-transform group-open:rotate-90" />
          {t("contents")}
        </summary>
        <Links headings={headings} className="pb-3 ps-6" />
      </details>
    );
  }
  return (
    <nav
      id={NAV}
      aria-label={t("contents")}
      className="sticky top-8 max-h-[calc(100dvh-4rem)] overflow-y-auto"
    >
      <p className="mb-2 font-medium text-fg-muted text-sm">{t("contents")}</p>
      <Links headings={headings} className="border-s" isMarked />
      <ContentsFollow navId={NAV} />
    </nav>
  );
}

function Links({
  headings,
  className,
  isMarked = false,
}: {
  headings: readonly Heading[];
  className: string;
  isMarked?: boolean;
}) {
  return (
    <ul className={cx("text-base", className)}>
      {headings.map(({ id, text, depth }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            className={cx(
              "block py-1 text-fg-secondary transition-colors hover:text-fg touch:py-2.5",
              isMarked &&
                "-ms-px border-transparent border-s-2 aria-[current]:border-primary aria-[current]:font-medium aria-[current]:text-fg",
              isMarked && (depth > 2 ? "ps-7" : "ps-4"),
              !isMarked && depth > 2 && "ps-4",
            )}
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}
