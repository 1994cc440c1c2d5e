"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * One question of a form at a time, from `start` on. Each is an entry of the browser's history, named by the address's fragment,
 * so that Back leads to the question before; that of `start` has none. After a step the heading of the question
 * has the focus: the one visible `[data-question]` of the form.
 */
export function useSteps<Step extends string>(
  form: RefObject<HTMLFormElement | null>,
  steps: readonly Step[],
  start: Step,
) {
  const [wanted, setWanted] = useState(start);
  const hasMoved = useRef(false);
  // A question that no longer applies, such as the items of an order that was unchosen, gives way to the next.
  const at = Math.max(0, steps.indexOf(wanted));
  const step = steps[at] ?? start;

  useEffect(() => {
    const follow = () => setWanted((location.hash.slice(1) || start) as Step);
    const onPop = () => {
      hasMoved.current = true;
      follow();
    };
    follow();
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, [start]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the step
  useEffect(() => {
    if (!hasMoved.current) return;
    const headings = form.current?.querySelectorAll<HTMLElement>("[data-question]") ?? [];
    const heading = Array.from(headings).find((one) => one.offsetParent !== null);
    heading?.focus();
    heading?.scrollIntoView({ block: "nearest" });
  }, [step]);

  function go(to: Step | undefined) {
    if (to === undefined || to === step) return;
    hasMoved.current = true;
    history.pushState(null, "", to === start ? location.pathname + location.search : `#${to}`);
    setWanted(to);
  }

  return { step, at, isLast: at === steps.length - 1, go };
}
