"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useRouter } from "next/navigation";
import {
  type ComponentProps,
  lazy,
  Suspense,
  startTransition,
  useActionState,
  useCallback,
  useState,
} from "react";
import type { ConfirmTexts } from "@/components/tickets/confirm-dialog";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/control-icons";
import { Ellipsis, RotateCcw } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import { idle } from "@/lib/core/action-state";
import { moveTicketAction } from "@/lib/tickets/desk-actions";
import type { StaffAction } from "@/lib/tickets/desk-schema";
import type { MoreTask } from "./more-actions";

/** Fetched when somebody is asked: most visits end no ticket. */
const ConfirmDialog = lazy(() => import("@/components/tickets/confirm-dialog"));
const ResolveDialog = lazy(() => import("./resolve-dialog"));
const MoreActions = lazy(() => import("./more-actions"));

/** Moves that end a ticket ask first: how it was resolved, or why it is cancelled. */
type Asked = "resolve" | "cancel";

export type StatusActionsTexts = {
  moves: Record<StaffAction, string>;
  more: string;
  cancel: ConfirmTexts;
  conflictTitle: string;
  failedTitle: string;
  load: string;
};

/** What else can be done: the entries of the menu, and what their dialogs need to know. */
export type MoreChoices = { tasks: readonly { key: MoreTask; label: string }[] } & Omit<
  ComponentProps<typeof MoreActions>,
  "task" | "onClose"
>;

/** What the state machine allows now: the step that ends the work as a button, the others in a menu. */
export function StatusActions({
  ticketId,
  version,
  moves,
  resolve,
  more: { tasks, ...more },
  texts,
}: {
  ticketId: string;
  version: number;
  moves: readonly StaffAction[];
  /** What the dialog that resolves needs to know. */
  resolve: Omit<ComponentProps<typeof ResolveDialog>, "ticketId" | "version" | "onClose">;
  more: MoreChoices;
  texts: StatusActionsTexts;
}) {
  const router = useRouter();
  const [state, act, isPending] = useActionState(moveTicketAction, idle);
  const [dismissed, dismiss] = useState<unknown>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [task, setTask] = useState<MoreTask | null>(null);
  const error = state.status === "error" && state !== dismissed ? state.error : null;
  const main = moves.find((move) => move === "resolve" || move === "reopen");

  const stopAsking = useCallback(() => {
    setAsked(null);
    setTask(null);
  }, []);

  function move(action: StaffAction, reason = "") {
    const form = new FormData();
    form.set("ticketId", ticketId);
    form.set("expectedVersion", String(version));
    form.set("action", action);
    form.set("reason", reason);
    setAsked(null);
    startTransition(() => act(form));
  }

  function choose(action: StaffAction) {
    if (action === "resolve" || action === "cancel") setAsked(action);
    else move(action);
  }

  return (
    <>
      <Menu
        label={texts.more}
        icon={<Ellipsis aria-hidden />}
        variant="secondary"
        disabled={isPending}
        items={[
          ...moves
            .filter((action) => action !== main)
            .map((action) => ({
              key: action,
              label: texts.moves[action],
              danger: action === "cancel",
              onSelect: () => choose(action),
            })),
          { kind: "separator", key: "more" },
          ...tasks.map(({ key, label }) => ({ key, label, onSelect: () => setTask(key) })),
        ]}
      />
      {main && (
        <Button
          variant={main === "resolve" ? "primary" : "secondary"}
          pending={isPending}
          icon={main === "resolve" ? <Check aria-hidden /> : <RotateCcw aria-hidden />}
          onClick={() => choose(main)}
        >
          {texts.moves[main]}
        </Button>
      )}
      {error && (
        <Banner
          tone={error.code === "conflict" ? "warning" : "error"}
          title={error.code === "conflict" ? texts.conflictTitle : texts.failedTitle}
          className="basis-full"
          actions={
            <Button
              size="sm"
              onClick={() => {
                dismiss(state);
                router.refresh();
              }}
            >
              {texts.load}
            </Button>
          }
        >
          {error.message}
        </Banner>
      )}
      <Suspense>
        {task && <MoreActions {...more} task={task} onClose={stopAsking} />}
        {asked === "resolve" && (
          <ResolveDialog {...resolve} ticketId={ticketId} version={version} onClose={stopAsking} />
        )}
        {asked === "cancel" && (
          <ConfirmDialog
            open
            texts={texts.cancel}
            onCancel={stopAsking}
            onConfirm={(reason) => move(asked, reason)}
          />
        )}
      </Suspense>
    </>
  );
}
