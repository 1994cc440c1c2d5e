import type { ArticleStatus, Visibility } from "./types";

/** An article as staff list it, with the text that was saved last. Times are ISO 8601 in UTC. */
export type ArticleRow = {
  id: string;
  slug: string;
  locale: string;
  title: string;
  summary: string;
  keywords: string[];
  categoryId: string;
  categoryName: string;
  /** For whom its category is, those above it considered. */
  visibility: Visibility;
  status: ArticleStatus;
  /** Rises with every change: hand it back as `expectedVersion` to notice other people's changes. */
  version: number;
  /** The version of the text that was saved last, and of the one that readers see. */
  textVersion: number;
  publishedVersion: number | null;
  /** Something is written that readers do not see yet. */
  hasChanges: boolean;
  isPopular: boolean;
  viewCount: number;
  helpfulCount: number;
  unhelpfulCount: number;
  publishedAt: string | null;
  createdAt: string;
  updatedAt: string;
  updatedBy: string | null;
};

export type RelatedArticle = { id: string; slug: string; title: string; status: ArticleStatus };

export type Article = ArticleRow & {
  /** Markdown. */
  body: string;
  related: RelatedArticle[];
  /** Former addresses, which lead to it. */
  redirects: string[];
};

export type ArticleVersion = {
  version: number;
  title: string;
  author: string | null;
  restoredFrom: number | null;
  createdAt: string;
};

export type VersionText = ArticleVersion & { summary: string; body: string; keywords: string[] };

/** Why an article did not help, or did. */
export type VoteReason = { id: string; helpful: boolean; reason: string; updatedAt: string };

/** An article with what its editor shows beside it. */
export type EditedArticle = Article & {
  versions: ArticleVersion[];
  reasons: VoteReason[];
  gaps: { id: string; label: string; askedCount: number; status: GapStatus }[];
};

export type ArticleCounts = Record<"all" | "published" | "draft" | "archived" | "changed" | "gaps", number>;

export const ARTICLE_VIEWS = ["all", "published", "changed", "draft", "archived"] as const;
export type ArticleView = (typeof ARTICLE_VIEWS)[number];
export const ARTICLE_SORTS = ["updated", "title", "views", "votes"] as const;
export type ArticleSort = (typeof ARTICLE_SORTS)[number];

export type DeskCategory = {
  id: string;
  parentId: string | null;
  slug: string;
  name: string;
  description: string;
  icon: string | null;
  position: number;
  visibility: Visibility;
  version: number;
  /** Articles in it, and of those the published ones; categories in it. */
  articles: number;
  published: number;
  children: number;
};

export const GAP_STATUSES = ["open", "done", "ignored"] as const;
export type GapStatus = (typeof GAP_STATUSES)[number];

/** What people look for and do not find: alike searches and questions together. */
export type Gap = {
  id: string;
  label: string;
  status: GapStatus;
  searchCount: number;
  questionCount: number;
  askedCount: number;
  firstAt: string;
  lastAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  article: { id: string; title: string; status: ArticleStatus } | null;
  /** Ways in which it was asked lately. */
  examples: string[];
};

/** A picture of the help centre. */
export type HelpImage = { id: string; url: string; width: number | null; height: number | null };

/** A model that makes vectors, and how many passages have theirs. */
export type EmbeddingModel = {
  provider: string;
  embedded: number;
  /** Since when it serves searches; null before. */
  servedAt: string | null;
};

/** How far the search by meaning is: which model serves, and which is in the making. */
export type EmbeddingProgress = {
  /** Passages that are published. */
  passages: number;
  serving: EmbeddingModel | null;
  building: EmbeddingModel | null;
};
