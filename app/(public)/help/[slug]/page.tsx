import type { Metadata, Route } from "next";
import { cookies } from "next/headers";
import { notFound, permanentRedirect, redirect } from "next/navigation";
import { after } from "next/server";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ArticlePage } from "@/components/knowledge/article-page";
import { ContactPanel } from "@/components/knowledge/contact-panel";
import { JsonLd } from "@/components/knowledge/json-ld";
import { VoteForm, type VoteTexts } from "@/components/knowledge/vote-form";
import { submittedState } from "@/lib/auth/submission";
import { getBranding } from "@/lib/branding/queries";
import { voteAction } from "@/lib/knowledge/help-actions";
import { loadHelpArticle } from "@/lib/knowledge/help-queries";
import { articleParams } from "@/lib/knowledge/help-schema";
import type { HelpArticle, Vote } from "@/lib/knowledge/help-types";
import { breadcrumbData } from "@/lib/knowledge/structured-data";
import { readVisitorCookie, VISITOR_COOKIE } from "@/lib/knowledge/visitor-key-service";
import { countArticleView, findVisitorVote } from "@/lib/knowledge/visitor-service";
import { getEnv } from "@/lib/platform/env";
import { visitHelp } from "../reader";

type Props = PageProps<"/help/[slug]">;

/** The article at this address. Whoever has to sign in for it is sent to do so, an old address leads to the new. */
const readArticle = cache(async (slug: string): Promise<HelpArticle> => {
  const { viewer } = await visitHelp();
  const params = articleParams.safeParse({ slug });
  if (!params.success) notFound();
  const { found, movedTo, needsSignIn } = await loadHelpArticle(viewer, params.data.slug);
  if (movedTo) permanentRedirect(`/help/${movedTo}` as Route);
  if (needsSignIn) redirect(`/login?next=${encodeURIComponent(`/help/${params.data.slug}`)}` as Route);
  if (!found) notFound();
  return found;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, title, summary, keywords, isPrivate, publishedAt, updatedAt } = await readArticle(
    (await params).slug,
  );
  const url = `${getEnv().siteUrl}/help/${slug}`;
  return {
    title,
    description: summary,
    keywords,
    alternates: { canonical: url },
    openGraph: {
      type: "article",
      title,
      description: summary,
      url,
      publishedTime: publishedAt,
      modifiedTime: updatedAt,
    },
    ...(isPrivate && { robots: { index: false, follow: false } }),
  };
}

/** An article of the help centre. */
export default async function HelpArticlePage({ params }: Props) {
  const [{ viewer, desk, locale, timeZone }, article, { name }, t] = await Promise.all([
    visitHelp(),
    params.then(({ slug }) => readArticle(slug)),
    getBranding(),
    getTranslations("help.path"),
  ]);
  const { siteUrl } = getEnv();
  const vote = viewer ? article.vote : await visitorVote(article.slug);
  after(() => countArticleView(article.slug));
  return (
    <>
      <ArticlePage
        article={article}
        locale={locale}
        timeZone={timeZone}
        source={{ name, address: `${siteUrl}/help/${article.slug}` }}
        vote={
          <VoteForm
            // Another article begins anew.
            key={article.slug}
            action={voteAction}
            initial={await submittedState(voteAction)}
            slug={article.slug}
            vote={vote}
            texts={await voteTexts()}
          />
        }
      />
      {!article.isPrivate && <JsonLd data={breadcrumbData(siteUrl, t("home"), article.path)} />}
      <ContactPanel viewer={viewer} desk={desk} locale={locale} />
    </>
  );
}

/** How this browser voted, when it has. */
async function visitorVote(slug: string): Promise<Vote | null> {
  const key = readVisitorCookie((await cookies()).get(VISITOR_COOKIE)?.value);
  return key ? findVisitorVote(key, slug) : null;
}

async function voteTexts(): Promise<VoteTexts> {
  const t = await getTranslations("help.vote");
  return {
    title: t("title"),
    yes: t("yes"),
    no: t("no"),
    thanksYes: t("thanksYes"),
    thanksNo: t("thanksNo"),
    change: t("change"),
    reason: t("reason"),
    reasonHint: t("reasonHint"),
    optional: t("optional"),
    send: t("send"),
    sent: t("sent"),
    sending: t("sending"),
  };
}
