import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { HelpSearch } from "@/components/knowledge/help-search";
import { helpSearchTexts } from "@/components/knowledge/search-texts";
import { LinkButton } from "@/components/ui/link-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("help.missing"))("title") };
}

/** No such article, or none that this person may read. */
export default async function HelpNotFound() {
  const [t, texts] = await Promise.all([getTranslations("help.missing"), helpSearchTexts()]);
  return (
    <div className="mx-auto w-full max-w-form px-4 py-20 text-center sm:px-6">
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <p className="mt-2 text-fg-secondary">{t("body")}</p>
      <HelpSearch texts={texts} className="mt-8" />
      <LinkButton href={"/help" as Route} className="mt-6">
        {t("home")}
      </LinkButton>
    </div>
  );
}
