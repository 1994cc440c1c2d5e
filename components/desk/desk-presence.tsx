"use client";

import { useEffect, useState } from "react";
import { usePresence } from "@/components/live/use-presence";
import { Avatar } from "@/components/ui/avatar";
import { DRAFT_MODES, type DraftMode } from "@/lib/tickets/draft-types";

export type DeskPresenceTexts = {
  /** With `{name}` to fill in, as are the next two. */
  here: string;
  reply: string;
  note: string;
  label: string;
};

/** Who pauses for this long is no longer writing. */
const PAUSE_MS = 6_000;

/** Who else of the staff looks at the ticket, and who is writing what. */
export default function DeskPresence({
  ticketId,
  viewerId,
  names,
  texts,
}: {
  ticketId: string;
  viewerId: string;
  /** Names of the staff by id: what others say of themselves is not shown. */
  names: Readonly<Record<string, string>>;
  texts: DeskPresenceTexts;
}) {
  const writing = useWriting();
  const present = usePresence(`desk:${ticketId}`, viewerId, { writing });
  const others = [...present]
    .filter(([id]) => id !== viewerId && names[id])
    .map(([id, tabs]) => ({
      id,
      name: names[id] ?? "",
      writing: DRAFT_MODES.find((mode) => tabs.some((tab) => tab.writing === mode)),
    }))
    .sort((a, b) => Number(Boolean(b.writing)) - Number(Boolean(a.writing)) || a.name.localeCompare(b.name));
  const first = others[0];
  return (
    <div role="status" aria-label={texts.label} className="flex min-w-0 items-center gap-2">
      {first && (
        <span className="min-w-0 truncate text-fg-secondary text-sm">
          {texts[first.writing ?? "here"].replace("{name}", first.name)}
        </span>
      )}
      <span className="flex shrink-0 -space-x-1.5">
        {others.slice(0, 4).map(({ id, name, writing: mode }) => (
          <span key={id} title={texts[mode ?? "here"].replace("{name}", name)}>
            <Avatar name={name} size="sm" tone={mode ? "primary" : "neutral"} />
          </span>
        ))}
      </span>
    </div>
  );
}

/** What the viewer is writing, while they do. */
function useWriting(): DraftMode | null {
  const [writing, setWriting] = useState<DraftMode | null>(null);
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    const follow = ({ target }: Event) => {
      const form = target instanceof HTMLTextAreaElement ? target.form : null;
      const named = form ? new FormData(form).get("mode") : null;
      const mode = DRAFT_MODES.find((one) => one === named);
      if (!mode) return;
      clearTimeout(pause);
      pause = setTimeout(() => setWriting(null), PAUSE_MS);
      setWriting((target as HTMLTextAreaElement).value.trim() === "" ? null : mode);
    };
    document.addEventListener("input", follow);
    return () => {
      clearTimeout(pause);
      document.removeEventListener("input", follow);
    };
  }, []);
  return writing;
}
