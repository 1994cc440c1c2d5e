import { makeChunks } from "../../lib/knowledge/chunks.ts";
import type { Cast } from "./cast.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { type HelpArticle, type HelpFiles, readHelp } from "./help-files.ts";
import { REASONS, SEARCHES } from "./help-votes.ts";
import { idOf, randomFor } from "./random.ts";
import { addRows, noRows, type Row, type Rows } from "./rows.ts";

/** The help centre with its passages, older versions, votes, and what people looked for. */
export function knowledgeRows(cast: Cast, clock: Clock, files: HelpFiles = readHelp()): Rows {
  const rows = noRows();
  const placeOf = new Map(files.categories.map(({ slug }, index) => [slug, index] as const));
  rows.kb_categories = files.categories.map(({ parent, slug, icon, ...rest }) => ({
    id: categoryId(slug),
    parent_id: parent === null ? null : categoryId(parent),
    slug,
    icon: icon ?? null,
    ...rest,
  }));
  const inOrder = files.articles.toSorted(
    (a, b) => (placeOf.get(a.category) ?? 0) - (placeOf.get(b.category) ?? 0),
  );
  for (const [index, article] of inOrder.entries()) {
    addRows(rows, articleRows(article, index, files, cast, clock));
  }
  rows.kb_redirects = OLD_SLUGS.filter(([, slug]) => files.articles.some((one) => one.slug === slug)).map(
    ([old_slug, slug]) => ({ old_slug, article_id: articleId(slug) }),
  );
  rows.kb_searches = searchRows(clock);
  return rows;
}

const categoryId = (slug: string) => idOf("kb_category", slug);
const articleId = (slug: string) => idOf("kb_article", slug);

/** What is written in an article of the demo, and waits to be published. */
const WAITING: Readonly<Record<string, string>> = {
  "delivery-times-and-costs":
    "## Lesotho and Eswatini\n\nWe do not deliver across the border yet. Two Oceans Freight brings parcels to its depots in Ficksburg and Oshoek, where you collect them with your identity document. Choose the depot as the delivery address.",
  "restart-router-and-ont":
    "## When nothing helps\n\nOpen a ticket under **Technical** and write which lights are on. We see the line from our side and tell you within an hour of opening time whether a technician has to come.",
};

/** Addresses that articles of the demo had. */
const OLD_SLUGS = [
  ["refunds", "when-your-refund-arrives"],
  ["where-is-my-order", "track-your-order"],
  ["router-lights", "ont-lights"],
] as const;

function articleRows(
  article: HelpArticle,
  index: number,
  files: HelpFiles,
  cast: Cast,
  clock: Clock,
): Partial<Rows> {
  const { slug, status, title, summary, body, keywords, locale } = article;
  const id = articleId(slug);
  const random = randomFor("kb_article", slug);
  const latest = article.updated
    ? new Date(`${article.updated}T09:00:00Z`)
    : clock.ago(random.int(5, 120) * DAY);
  const updated = latest < clock.now ? latest : clock.ago(2 * HOUR);
  const created = new Date(updated.getTime() - random.int(40, 300) * DAY);
  const earlier = earlierText(body);
  const version = earlier === null ? 1 : 2;
  const author = () => random.pick([cast.thabo, cast.amahle, cast.chantal]).id;
  const text = { title, summary, keywords };
  const versions: Row<"kb_article_versions">[] = [
    {
      article_id: id,
      version: 1,
      ...text,
      body: earlier ?? body,
      author_id: author(),
      created_at: created.toISOString(),
    },
  ];
  if (earlier !== null) {
    versions.push({
      article_id: id,
      version: 2,
      ...text,
      body,
      author_id: author(),
      created_at: updated.toISOString(),
    });
  }
  const isPublished = status === "published";
  const waiting = WAITING[slug];
  if (waiting) {
    const at = clock.ago(random.int(3, 30) * HOUR).toISOString();
    const more = {
      article_id: id,
      version: version + 1,
      ...text,
      body: `${body}\n\n${waiting}`,
      created_at: at,
    };
    versions.push({ ...more, author_id: cast.thabo.id });
  }
  return {
    kb_articles: [
      {
        id,
        category_id: categoryId(article.category),
        slug,
        locale,
        ...text,
        body,
        status,
        version: waiting ? version + 1 : version,
        published_version: isPublished ? version : null,
        position: (index + 1) * 10,
        is_popular: article.isPopular,
        related_ids: article.related
          .filter((other) => other !== slug && files.articles.some((one) => one.slug === other))
          .slice(0, 6)
          .map(articleId),
        view_count: isPublished ? random.int(20, 300) * (article.isPopular ? 9 : 1) : 0,
        published_at: status === "draft" ? null : created.toISOString(),
        created_at: created.toISOString(),
        updated_at: updated.toISOString(),
      },
    ],
    kb_article_versions: versions,
    kb_chunks: isPublished ? chunkRows(article, files) : [],
    kb_feedback: isPublished ? voteRows(article, clock) : [],
  };
}

/** The passages of a published article, as the job makes them. */
export function chunkRows(article: HelpArticle, files: HelpFiles): Row<"kb_chunks">[] {
  const categories: string[] = [];
  for (let slug: string | null = article.category; slug !== null; ) {
    const category = files.categories.find((one) => one.slug === slug);
    if (category) categories.unshift(category.name);
    slug = category?.parent ?? null;
  }
  return makeChunks({ ...article, categories }).map(({ contentHash, ...chunk }, position) => ({
    id: idOf("kb_chunk", article.slug, position),
    article_id: articleId(article.slug),
    position,
    ...chunk,
    content_hash: contentHash,
  }));
}

/** What some articles said before their last section was added; null where there is no such. */
function earlierText(body: string): string | null {
  const at = body.lastIndexOf("\n## ");
  return at > body.length / 2 ? body.slice(0, at).trim() : null;
}

function voteRows({ slug, isPopular }: HelpArticle, clock: Clock): Row<"kb_feedback">[] {
  const random = randomFor("kb_votes", slug);
  const reasons = REASONS[slug] ?? [];
  const votes = random.int(2, isPopular ? 24 : 9);
  const made = Array.from(
    { length: votes },
    (): Pick<Row<"kb_feedback">, "helpful" | "reason"> => ({
      helpful: random.chance(0.88),
      reason: null,
    }),
  );
  const said = reasons.map((reason) => ({ helpful: false, reason }));
  return [...made, ...said].map((vote, n) => {
    const at = clock.ago(random.between(0.1, 60) * DAY).toISOString();
    return {
      id: idOf("kb_vote", slug, n),
      article_id: articleId(slug),
      visitor: idOf("kb_visitor", slug, n),
      ...vote,
      created_at: at,
      updated_at: at,
    };
  });
}

function searchRows(clock: Clock): Row<"kb_searches">[] {
  return SEARCHES.flatMap(({ support, source, queries, times }) => {
    const random = randomFor("kb_search", queries[0] ?? "");
    return Array.from({ length: times }, (_, n) => ({
      id: idOf("kb_search", queries[0] ?? "", n),
      query: n < queries.length ? (queries[n] ?? "") : random.pick(queries),
      source: n % 4 === 3 ? "assistant" : source,
      support,
      results: support === "none" ? 0 : random.int(1, 3),
      locale: "en",
      created_at: clock.ago(random.between(0.05, 45) * DAY).toISOString(),
    }));
  });
}
