/** A link to an article with what it is about. */
export type HelpLink = { slug: string; title: string; summary: string };

/** A category as the front page lists it: flat, with the slug of the one that it is in. */
export type HelpCategory = {
  slug: string;
  name: string;
  description: string;
  icon: string | null;
  parent: string | null;
  /** For people who are signed in. */
  isPrivate: boolean;
  /** Published articles directly in it. */
  articles: number;
};

/** A category with everything inside it counted. */
export type HelpBranch = HelpCategory & { total: number; children: HelpBranch[] };

export type HelpHome = {
  categories: HelpCategory[];
  popular: HelpLink[];
  /** Short answers, with their Markdown. */
  questions: { slug: string; title: string; body: string }[];
};

export type HelpPath = { slug: string; name: string }[];

export type HelpCategoryDetail = {
  slug: string;
  name: string;
  description: string;
  icon: string | null;
  path: HelpPath;
  children: Omit<HelpCategory, "parent">[];
  articles: (HelpLink & { locale: string })[];
};

export type Vote = { helpful: boolean; reason: string | null };

export type HelpArticle = HelpLink & {
  /** Markdown. */
  body: string;
  locale: string;
  keywords: string[];
  publishedAt: string;
  updatedAt: string;
  path: HelpPath;
  isPrivate: boolean;
  related: HelpLink[];
  /** Of the person who reads. */
  vote: Vote | null;
};

/** What is at an address of the help centre for whoever asks. */
export type Found<T> = { found: T | null; needsSignIn: boolean; movedTo?: string | null };

/** A window in which somebody is at the desk; weekday 0 is Monday. Times of the wall's clock: "08:00", "24:00". */
export type DeskWindow = { weekday: number; opens: string; closes: string };

export type HelpDesk = {
  /** Whether this portal has a help centre. */
  isOn: boolean;
  contact: { email: string | null; phone: string | null; address: string | null };
  timeZone: string;
  /** None: somebody is always there. */
  windows: DeskWindow[];
  isOpenNow: boolean;
  /** When it opens next; null while it is open. */
  opensAt: string | null;
};

/** An article that a search found, by its best passage. */
export type ArticleHit = {
  slug: string;
  title: string;
  /** Categories and headings down to the passage. */
  breadcrumb: string[];
  /** Fragment of the passage's heading. */
  anchor: string | null;
  excerpt: string;
  locale: string;
};
