"use client";
"use no memo";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ArrowDown } from "@/components/ui/icons";
import type { ConversationState } from "./conversation-state";

/**
 * Keeps a reader who is at the end of a conversation there while an answer grows, and leaves one alone who reads
 * further up. `end` is drawn where the conversation ends, in whatever scrolls.
 */
export function useFollow({ messages, running, failed }: ConversationState) {
  const mark = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [isAway, setIsAway] = useState(false);

  useEffect(() => {
    if (!mark.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        isAtEnd.current = entry?.isIntersecting ?? false;
        setIsAway(!isAtEnd.current);
      },
      { rootMargin: "0px 0px 120px 0px" },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, []);

  const size = (running?.answer.text.length ?? 0) + (running?.answer.tools.length ?? 0);
  const count = messages.length + (running ? 1 : 0) + (failed ? 1 : 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is more to see
  useEffect(() => {
    if (isAtEnd.current && count > 0) scrollDown(mark.current);
  }, [size, count]);

  return {
    isAway,
    /** Down to the end, and from now on with it. */
    toEnd: () => {
      isAtEnd.current = true;
      scrollDown(mark.current);
    },
    end: <div ref={mark} aria-hidden className="h-px" />,
    jump: (label: string) => (
      <div className="pointer-events-none flex h-0 items-end justify-center pb-2">
        <Button
          size="sm"
          icon={<ArrowDown aria-hidden />}
          className="pointer-events-auto shadow-float"
          onClick={() => scrollDown(mark.current, "smooth")}
        >
          {label}
        </Button>
      </div>
    ),
  };
}

/** To the end of what scrolls, and of nothing around it. */
function scrollDown(mark: HTMLElement | null, behavior: ScrollBehavior = "instant") {
  let scroller = mark?.parentElement;
  while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
    scroller = scroller.parentElement;
  const whole = scroller ?? document.scrollingElement;
  whole?.scrollTo({ top: whole.scrollHeight, behavior });
}
