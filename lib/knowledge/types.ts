/** What a help article may be; only published ones are found. */
export const ARTICLE_STATUSES = ["draft", "published", "archived"] as const;
export type ArticleStatus = (typeof ARTICLE_STATUSES)[number];

/** Who may read a category and what is in it: anybody, or customers who are signed in. */
export const VISIBILITIES = ["public", "customers"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** A passage of a help article that a search found. */
export type Passage = {
  /** Id of the chunk. */
  id: string;
  articleId: string;
  slug: string;
  title: string;
  /** The categories from the top, then the headings down to the passage. */
  breadcrumb: string[];
  /** Fragment of the heading on the article's page, without `#`; none for the beginning. */
  anchor: string | null;
  /** Of the article: what people call it who do not know its title. */
  keywords?: string[];
  text: string;
  locale: string;
  /** Fused score within one search, 0 to 1; not comparable between searches. */
  score: number;
};

/** How well the passages answer: `none` means that nobody should answer from them. */
export const SUPPORT_LEVELS = ["good", "weak", "none"] as const;
export type Support = (typeof SUPPORT_LEVELS)[number];

/**
 * A word of the question as the search understood it: what it weighs, and what each form that was looked for in its
 * place is worth (itself, synonyms, likes of a mistyped one); no form where nothing is known of it.
 */
export type QuestionWord = { word: string; weight: number; forms: Record<string, number> };

export type KnowledgeAnswer = { passages: Passage[]; support: Support; words?: QuestionWord[] };
