import "server-only";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cx } from "@/components/ui/cx";
import { remarkHeadingIds } from "@/lib/knowledge/headings";

const OWN_IMAGE = /^\/help\/images\/[0-9a-f-]{36}$/;

/** The title of the page is its only first heading. */
const COMPONENTS: Components = {
  h1: ({ children, id }) => <h2 id={id}>{children}</h2>,
  a: ({ href, children }) => <ArticleLink href={href}>{children}</ArticleLink>,
  // A picture from elsewhere would tell its owner who reads what and when: it is a link to follow or not.
  img: ({ src, alt = "" }) => {
    const href = typeof src === "string" ? src : undefined;
    if (!href || !OWN_IMAGE.test(href)) return <ArticleLink href={href}>{alt || href}</ArticleLink>;
    return (
      // biome-ignore lint/performance/noImgElement: who may see it is asked at each request, and it is small already
      <img src={href} alt={alt} loading="lazy" decoding="async" className="max-w-full rounded-md border" />
    );
  },
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
};

function ArticleLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const isInside = href !== undefined && /^(\/(?!\/)|#)/.test(href);
  if (isInside) return <a href={href}>{children}</a>;
  return (
    <a href={href} rel="noopener noreferrer" target="_blank">
      {children}
    </a>
  );
}

/**
 * The text of a help article: headings with the ids that tables of contents and passages point to, pictures of
 * the help centre alone, raw HTML as text. Server only: the parser is larger than a page may be.
 */
export function ArticleBody({ children, className }: { children: string; className?: string }) {
  return (
    <div className={cx("prose", className)}>
      <ReactMarkdown remarkPlugins={[remarkGfm, remarkHeadingIds]} components={COMPONENTS}>
        {children}
      </ReactMarkdown>
    </div>
  );
}
