import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ChevronRight } from "@/components/ui/icons";
import type { HelpHome } from "@/lib/knowledge/help-types";
import { ArticleBody } from "./article-body";

/** Short answers, each folded under its question. */
export async function Questions({ questions }: { questions: HelpHome["questions"] }) {
  const t = await getTranslations("help.home");
  return (
    <section aria-labelledby="help-questions" className="border-t">
      <div className="mx-auto grid max-w-wide gap-x-16 gap-y-6 px-4 py-12 sm:px-6 lg:grid-cols-[minmax(0,25rem)_minmax(0,1fr)] lg:py-16">
        <div>
          <h2 id="help-questions" className="font-semibold text-xl">
            {t("questions")}
          </h2>
          <Link
            href={"/help/category/faq" as Route}
            prefetch={false}
            className="hit-44 mt-2 inline-block text-base text-primary-text underline underline-offset-2"
          >
            {t("allQuestions")}
          </Link>
        </div>
        <div className="max-w-reading divide-y border-y">
          {questions.map(({ slug, title, body }) => (
            <details key={slug} name="help-questions" className="group">
              <summary className="flex min-h-12 list-none items-center gap-2 py-2 font-medium text-lg transition-colors hover:text-primary-text [&::-webkit-details-marker]:hidden">
                <ChevronRight
                  aria-hidden
                  className="text-fg-muted transition-transform group-open:rotate-90"
                />
                {title}
              </summary>
              <div className="pb-5 ps-6">
                <ArticleBody>{body}</ArticleBody>
              </div>
            </details>
          ))}
        </div>
      </div>
    </section>
  );
}
