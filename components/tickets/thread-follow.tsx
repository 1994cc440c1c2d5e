"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ArrowDown } from "@/components/ui/icons";

/**
 * The end of a thread. Keeps a reader who is at the bottom there when a message arrives, offers the way
 * down to one who reads further up, and announces it to everybody.
 */
export function ThreadFollow({
  lastMessageId,
  isOwn,
  announcement,
  jumpLabel,
}: {
  lastMessageId: string | null;
  /** The latest message is the reader's. */
  isOwn: boolean;
  /** "New message from Thandi" */
  announcement: string;
  jumpLabel: string;
}) {
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const seen = useRef(lastMessageId);
  const [said, setSaid] = useState("");
  const [hasNews, setHasNews] = useState(false);

  useEffect(() => {
    const element = end.current;
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => {
      isAtEnd.current = entry?.isIntersecting ?? false;
      if (isAtEnd.current) setHasNews(false);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const arrive = useEffectEvent(() => {
    if (isAtEnd.current || isOwn) jump();
    else setHasNews(true);
    if (!isOwn) setSaid(announcement);
  });

  useEffect(() => {
    if (seen.current === lastMessageId) return;
    seen.current = lastMessageId;
    arrive();
  }, [lastMessageId]);

  function jump() {
    end.current?.scrollIntoView({ block: "end", behavior: "smooth" });
  }

  return (
    <>
      <div ref={end} id="latest" className="h-px scroll-mb-48" />
      <p role="status" className="sr-only">
        {said}
      </p>
      {hasNews && (
        <div className="pointer-events-none sticky bottom-44 z-20 flex h-0 items-end justify-center">
          <Button
            size="sm"
            icon={<ArrowDown aria-hidden />}
            className="toast-in pointer-events-auto shadow-float"
            onClick={jump}
          >
            {jumpLabel}
          </Button>
        </div>
      )}
    </>
  );
}
