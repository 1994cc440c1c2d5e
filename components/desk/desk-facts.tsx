"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useRouter } from "next/navigation";
import {
  type ChangeEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useId,
  useOptimistic,
  useState,
} from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { X } from "@/components/ui/control-icons";
import { Select, type SelectOption } from "@/components/ui/select";
import { idle } from "@/lib/core/action-state";
import { updateTicketAction } from "@/lib/tickets/desk-actions";

const KEYS = { teamId: undefined, assigneeId: "i", priority: "p", category: "c" } as const;

type Facts = {
  teamId: string;
  assigneeId: string;
  priority: string;
  category: string;
  tags: readonly string[];
};

export type DeskFactsTexts = Record<
  | "team"
  | "noTeam"
  | "assignee"
  | "unassigned"
  | "assignToMe"
  | "priority"
  | "category"
  | "tags"
  | "addTag"
  | "removeTag"
  | "conflictTitle"
  | "failedTitle"
  | "load",
  string
>;

/**
 * What staff change about a ticket, each with one move. A change is shown at once and taken back when it
 * fails; when somebody else was faster, it says who did what.
 */
export function DeskFacts({
  ticketId,
  version,
  facts,
  viewerId,
  teams,
  staff,
  priorities,
  categories,
  texts,
}: {
  ticketId: string;
  version: number;
  facts: Facts;
  viewerId: string;
  teams: readonly SelectOption[];
  staff: readonly SelectOption[];
  priorities: readonly SelectOption[];
  categories: readonly SelectOption[];
  texts: DeskFactsTexts;
}) {
  const router = useRouter();
  const [state, update, isPending] = useActionState(updateTicketAction, idle);
  const [shown, show] = useOptimistic(facts, (now, change: Partial<Facts>) => ({ ...now, ...change }));
  const [dismissed, dismiss] = useState<unknown>(null);
  const error = state.status === "error" && state !== dismissed ? state.error : null;

  function change(to: Partial<Facts>) {
    const form = new FormData();
    form.set("ticketId", ticketId);
    form.set("expectedVersion", String(version));
    for (const [name, value] of Object.entries(to)) form.set(name, String(value));
    startTransition(() => {
      show(to);
      update(form);
    });
  }

  const select = (
    name: "teamId" | "assigneeId" | "priority" | "category",
    options: readonly SelectOption[],
  ) => ({
    controlSize: "sm" as const,
    value: shown[name],
    options,
    disabled: isPending,
    "aria-keyshortcuts": KEYS[name],
    onChange: (event: ChangeEvent<HTMLSelectElement>) => change({ [name]: event.currentTarget.value }),
  });

  return (
    <div className="flex flex-col gap-1.5">
      {error && (
        <Banner
          tone={error.code === "conflict" ? "warning" : "error"}
          title={error.code === "conflict" ? texts.conflictTitle : texts.failedTitle}
          className="mb-1.5"
        >
          {error.message}
          <Button
            size="sm"
            className="mt-2 flex"
            onClick={() => {
              dismiss(state);
              router.refresh();
            }}
          >
            {texts.load}
          </Button>
        </Banner>
      )}
      {teams.length > 0 && (
        <Row label={texts.team}>
          {(id) => <Select id={id} {...select("teamId", teams)} placeholder={texts.noTeam} />}
        </Row>
      )}
      <Row label={texts.assignee}>
        {(id) => (
          <>
            <Select
              id={id}
              {...select("assigneeId", staff)}
              // Nobody: an empty value, which the form reads as such.
              placeholder={texts.unassigned}
            />
            {shown.assigneeId !== viewerId && (
              <button
                type="button"
                aria-keyshortcuts="a"
                disabled={isPending}
                onClick={() => change({ assigneeId: viewerId })}
                className="hit-44 mt-1 rounded-sm text-primary-text text-sm hover:underline"
              >
                {texts.assignToMe}
              </button>
            )}
          </>
        )}
      </Row>
      <Row label={texts.priority}>{(id) => <Select id={id} {...select("priority", priorities)} />}</Row>
      <Row label={texts.category}>{(id) => <Select id={id} {...select("category", categories)} />}</Row>
      <Row label={texts.tags}>
        {(id) => (
          <TagEditor
            id={id}
            tags={shown.tags}
            texts={texts}
            disabled={isPending}
            onChange={(tags) => change({ tags })}
          />
        )}
      </Row>
    </div>
  );
}

function Row({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-start gap-x-3">
      <label htmlFor={id} className="flex h-8 items-center text-fg-muted text-sm touch:h-11">
        {label}
      </label>
      <div className="min-w-0">{children(id)}</div>
    </div>
  );
}

function TagEditor({
  id,
  tags,
  texts,
  disabled,
  onChange,
}: {
  id: string;
  tags: readonly string[];
  texts: Pick<DeskFactsTexts, "addTag" | "removeTag">;
  disabled: boolean;
  onChange: (tags: readonly string[]) => void;
}) {
  function add(input: HTMLInputElement) {
    const added = input.value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((tag) => tag && !tags.includes(tag));
    input.value = "";
    if (added.length > 0) onChange([...tags, ...added]);
  }

  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1.5 py-1 touch:min-h-11">
      {tags.map((tag) => (
        <span
          key={tag}
          className="inline-flex h-6 items-center rounded-sm bg-active ps-2 text-fg-secondary text-sm touch:h-9"
        >
          {tag}
          <button
            type="button"
            disabled={disabled}
            aria-label={texts.removeTag.replace("{tag}", tag)}
            onClick={() => onChange(tags.filter((one) => one !== tag))}
            className="hit-44 flex size-6 items-center justify-center rounded-sm text-fg-muted hover:text-fg"
          >
            <X aria-hidden className="size-3" />
          </button>
        </span>
      ))}
      <input
        id={id}
        placeholder={texts.addTag}
        aria-keyshortcuts="g"
        maxLength={40}
        autoCapitalize="none"
        autoComplete="off"
        enterKeyHint="done"
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== ",") return;
          event.preventDefault();
          add(event.currentTarget);
        }}
        onBlur={(event) => add(event.currentTarget)}
        className="h-6 w-24 min-w-20 flex-1 rounded-sm bg-transparent text-sm outline-none placeholder:text-fg-muted touch:h-9 touch:text-lg"
      />
    </div>
  );
}
