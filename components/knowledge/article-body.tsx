import "server-only";
import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cx } from "@/components/ui/cx";
import { TaskBox } from "@/components/ui/task-box";
import { remarkHeadingIds } from "@/lib/knowledge/headings";
import { labelTables } from "./label-tables";

/** Pictures of the help centre itself. One from elsewhere would tell its owner who reads what. */
const OWN_PICTURE = /^\/help\/images\/[\w-]+$/;

/**
 * The text of an article: Markdown with tables and lists, headings with the ids that passages point to. Raw HTML is
 * shown as text, never run; pictures come from the portal's own address alone.
 */
export async function ArticleBody({
  children,
  isPreview = false,
  className,
}: {
  children: string;
  /** Beside an editor: its headings take no ids, which the page around it may have. */
  isPreview?: boolean;
  className?: string;
}) {
  const t = await getTranslations("help.article");
  const components: Components = {
    h1: ({ id, children: words }) => <Heading level="h2" id={id} label={t} words={words} />,
    h2: ({ id, children: words }) => <Heading level="h2" id={id} label={t} words={words} />,
    h3: ({ id, children: words }) => <Heading level="h3" id={id} label={t} words={words} />,
    h4: ({ id, children: words }) => <h4 id={id}>{words}</h4>,
    a: ({ href, children: words }) => <ArticleLink href={href}>{words}</ArticleLink>,
    img: ({ src: source, alt, title }) => {
      const src = typeof source === "string" ? source : undefined;
      return src && OWN_PICTURE.test(src) ? (
        // biome-ignore lint/performance/noImgElement: checked and sized when it was stored; who may see it is asked at each request
        <img src={src} alt={alt ?? ""} title={title} loading="lazy" decoding="async" />
      ) : (
        <ArticleLink href={src}>{alt ? alt : src}</ArticleLink>
      );
    },
    input: ({ checked }) => <TaskBox checked={checked} />,
    table: ({ children: rows, node: _node, ...table }) => (
      <div className="overflow-x-auto">
        <table {...table}>{rows}</table>
      </div>
    ),
  };
  return (
    <div className={cx("article", className)}>
      <ReactMarkdown
        remarkPlugins={isPreview ? [remarkGfm] : [remarkGfm, remarkHeadingIds]}
        rehypePlugins={[labelTables]}
        components={components}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}

function Heading({
  level: Level,
  id,
  label,
  words,
}: {
  level: "h2" | "h3";
  id: string | undefined;
  label: Awaited<ReturnType<typeof getTranslations<"help.article">>>;
  words: ReactNode;
}) {
  return (
    <Level id={id}>
      {words}
      {id && (
        <a href={`#${id}`} className="anchor" aria-label={label("link", { heading: String(words) })}>
          #
        </a>
      )}
    </Level>
  );
}

function ArticleLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href?.startsWith("/") && !href.startsWith("//")) {
    return (
      <Link href={href as Route} prefetch={false}>
        {children}
      </Link>
    );
  }
  if (href?.startsWith("#")) return <a href={href}>{children}</a>;
  return (
    <a href={href} rel="noopener noreferrer" target="_blank">
      {children}
    </a>
  );
}
