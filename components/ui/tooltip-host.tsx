"use client";
"use no memo";

import { useEffect, useRef, useState } from "react";
import { Kbd } from "./kbd";

const DELAY_MS = 450;
const GAP_PX = 6;
const MARGIN_PX = 8;

type Tip = { anchor: Element; text: string; keys: string | undefined };

/**
 * One tooltip for the whole page; each frame of the app has it. Anything with `data-tooltip` (and `data-tooltip-keys`) shows it on hover
 * and on keyboard focus, so that server components have tooltips without a script of their own.
 * It repeats a name that is already there for screen readers, hence `aria-hidden`.
 */
export function TooltipHost() {
  const [tip, setTip] = useState<Tip | null>(null);
  const bubble = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setTip(null);
    };
    const show = (target: EventTarget | null, delay: number) => {
      const anchor = target instanceof Element ? target.closest<HTMLElement>("[data-tooltip]") : null;
      hide();
      if (!anchor?.dataset.tooltip || anchor.getAttribute("aria-expanded") === "true") return;
      const next = { anchor, text: anchor.dataset.tooltip, keys: anchor.dataset.tooltipKeys };
      timer = setTimeout(() => setTip(next), delay);
    };
    const stop = new AbortController();
    const listen = (type: string, listener: (event: Event) => void) =>
      document.addEventListener(type, listener, { signal: stop.signal, passive: true });
    listen("pointerover", (event) => {
      if ((event as PointerEvent).pointerType === "mouse") show(event.target, DELAY_MS);
    });
    listen("focusin", (event) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) show(event.target, 0);
    });
    for (const type of ["focusout", "pointerdown", "keydown", "wheel"]) listen(type, hide);
    return () => {
      stop.abort();
      hide();
    };
  }, []);

  useEffect(() => {
    const element = bubble.current;
    if (!tip || !element) return;
    const around = tip.anchor.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const below = around.bottom + GAP_PX + own.height < innerHeight;
    const left = around.left + around.width / 2 - own.width / 2;
    element.style.left = `${Math.max(MARGIN_PX, Math.min(left, innerWidth - own.width - MARGIN_PX))}px`;
    element.style.top = `${below ? around.bottom + GAP_PX : around.top - GAP_PX - own.height}px`;
    element.showPopover();
  }, [tip]);

  if (!tip) return null;
  return (
    <div
      ref={bubble}
      popover="manual"
      aria-hidden
      className="pointer-events-none fixed m-0 flex w-max max-w-64 items-center gap-2 rounded-md bg-inverse px-2 py-1 text-fg-inverse text-xs shadow-float"
    >
      {tip.text}
      {tip.keys && (
        <Kbd
          keys={tip.keys}
          className="[&>span]:border-transparent [&>span]:bg-fg-inverse/15 [&>span]:text-fg-inverse"
        />
      )}
    </div>
  );
}
