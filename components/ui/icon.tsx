import type { IconNode } from "lucide";
import { createElement, type ReactNode, type SVGProps } from "react";
import { cx } from "./cx";

export type IconProps = Omit<SVGProps<SVGSVGElement>, "children" | "ref">;
export type IconComponent = (props: IconProps) => ReactNode;

/**
 * The icons of the product: the shapes of Lucide as plain SVG. Its own React components run in the browser,
 * where each icon of a page would arrive as data, be drawn a second time, and stay in memory; these are
 * drawn on the server. Size, stroke and colour are in `styles/base.css`. Decorative unless
 * `aria-hidden` is taken off.
 */
export function icon(shapes: IconNode): IconComponent {
  const drawn = shapes.map(([tag, attributes], key) => createElement(tag, { key, ...attributes }));
  return (props) => draw(drawn, props);
}

function draw(children: ReactNode, { className, ...props }: IconProps) {
  return (
    <svg viewBox="0 0 24 24" className={cx("icon", className)} aria-hidden {...props}>
      {children}
    </svg>
  );
}
