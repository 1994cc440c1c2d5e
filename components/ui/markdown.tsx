import "server-only";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cx } from "./cx";
import { TaskBox } from "./task-box";

/** Headings inside a message stay below those of the page. */
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  // A picture from elsewhere would tell its owner who reads what and when: it is a link to follow or not.
  img: ({ src, alt }) => {
    const href = typeof src === "string" ? src : undefined;
    return <OutsideLink href={href}>{alt ? alt : href}</OutsideLink>;
  },
  input: ({ checked }) => <TaskBox checked={checked} />,
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
};

function OutsideLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  return (
    <a href={href} rel="nofollow noopener noreferrer ugc" target="_blank">
      {children}
    </a>
  );
}

/**
 * Text that people wrote, as Markdown with tables, lists and task boxes. Raw HTML in it is shown as
 * text, never run; addresses other than http, mailto and the like are dropped. Server only: the parser
 * is larger than a page may be.
 */
export function Markdown({ children, className }: { children: string; className?: string }) {
  return (
    <div className={cx("prose", className)}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={COMPONENTS}>
        {children}
      </ReactMarkdown>
    </div>
  );
}
