"use client";
// What the compiler adds weighs more than the renders that it spares.
"use no memo";

import { useEffect } from "react";

/** How far from the top a heading counts as being read. */
const LINE = 140;

/** Marks in the table of contents the section that is being read. Draws nothing. */
export function ContentsFollow({ navId }: { navId: string }) {
  useEffect(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>(`#${navId} a`)];
    const headings = links.flatMap((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return heading ? [{ link, heading }] : [];
    });
    let frame = 0;
    const mark = () => {
      frame = 0;
      const read = headings.findLast(({ heading }) => heading.getBoundingClientRect().top <= LINE);
      for (const { link } of headings) {
        if (link === read?.link) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const later = () => {
      frame ||= requestAnimationFrame(mark);
    };
    mark();
    addEventListener("scroll", later, { passive: true });
    return () => {
      removeEventListener("scroll", later);
      cancelAnimationFrame(frame);
    };
  }, [navId]);
  return null;
}
