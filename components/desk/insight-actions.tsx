"use client";

import { startTransition, useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Select, type SelectOption } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { judgeInsightAction } from "@/lib/triage/actions";
import type { Verdict } from "@/lib/triage/types";
import { writeInto } from "./write-reply";

export type InsightTexts = Record<
  | "accept"
  | "confirm"
  | "change"
  | "save"
  | "cancel"
  | "reject"
  | "use"
  | "edit"
  | "discard"
  | "failed"
  | "category"
  | "priority"
  | "inserted",
  string
> & { state: Record<Verdict, string>; replyState: Record<Verdict, string> };

export type InsightActionsProps = {
  ticketId: string;
  version: number;
  state: "open" | Verdict;
  texts: InsightTexts;
} & (
  | {
      part: "triage";
      /** The ticket has what is suggested already. */
      isSame: boolean;
      choices: {
        category: string;
        priority: string;
        categories: readonly SelectOption[];
        priorities: readonly SelectOption[];
      };
    }
  /** `reply` is null where nobody can reply any more. */
  | { part: "reply"; reply: string | null }
);

/** What staff make of a suggestion. Each answer is kept, so that the next suggestions are better. */
export default function InsightActions(props: InsightActionsProps) {
  const { ticketId, version, part, state: judged, texts } = props;
  const [isChanging, setIsChanging] = useState(false);
  const [state, judge, isPending] = useActionState(judgeInsightAction, idle);

  function send(verdict: Verdict, more: Record<string, string> = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ticketId, part, verdict, ...more })) form.set(name, value);
    form.set("expectedVersion", String(version));
    setIsChanging(false);
    startTransition(() => judge(form));
  }

  function use(verdict: "accepted" | "edited") {
    if (props.part !== "reply" || !props.reply || !writeInto("reply", props.reply)) return;
    toast.success(texts.inserted);
    send(verdict, verdict === "edited" ? { reply: props.reply } : {});
  }

  const small = { size: "sm", disabled: isPending } as const;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {judged !== "open" && (
        <p className="me-1 font-medium text-fg-muted">
          {texts[part === "reply" ? "replyState" : "state"][judged]}
        </p>
      )}
      {props.part === "reply" && props.reply !== null && (
        <>
          <Button {...small} onClick={() => use("accepted")}>
            {texts.use}
          </Button>
          <Button {...small} variant="ghost" onClick={() => use("edited")}>
            {texts.edit}
          </Button>
        </>
      )}
      {props.part === "triage" && !isChanging && judged !== "accepted" && (
        <Button {...small} onClick={() => send("accepted")}>
          {props.isSame ? texts.confirm : texts.accept}
        </Button>
      )}
      {props.part === "triage" && !isChanging && (
        <Button {...small} variant="ghost" onClick={() => setIsChanging(true)}>
          {texts.change}
        </Button>
      )}
      {judged !== "rejected" && !isChanging && (
        <Button {...small} variant="ghost" onClick={() => send("rejected")}>
          {part === "reply" ? texts.discard : texts.reject}
        </Button>
      )}
      {props.part === "triage" && isChanging && (
        <Change
          choices={props.choices}
          texts={texts}
          onSave={(chosen) => send("edited", chosen)}
          onCancel={() => setIsChanging(false)}
        />
      )}
      {state.status === "error" && (
        <p role="alert" className="basis-full text-error-text">
          {state.error.message}
        </p>
      )}
    </div>
  );
}

function Change({
  choices,
  texts,
  onSave,
  onCancel,
}: {
  choices: Extract<InsightActionsProps, { part: "triage" }>["choices"];
  texts: InsightTexts;
  onSave: (chosen: { category: string; priority: string }) => void;
  onCancel: () => void;
}) {
  const id = useId();
  const [category, setCategory] = useState(choices.category);
  const [priority, setPriority] = useState(choices.priority);
  return (
    <div className="flex w-full flex-col gap-1.5">
      <label htmlFor={`${id}-c`} className="sr-only">
        {texts.category}
      </label>
      <Select
        id={`${id}-c`}
        controlSize="sm"
        options={choices.categories}
        value={category}
        onChange={(event) => setCategory(event.currentTarget.value)}
      />
      <label htmlFor={`${id}-p`} className="sr-only">
        {texts.priority}
      </label>
      <Select
        id={`${id}-p`}
        controlSize="sm"
        options={choices.priorities}
        value={priority}
        onChange={(event) => setPriority(event.currentTarget.value)}
      />
      <span className="flex gap-1.5">
        <Button size="sm" variant="primary" onClick={() => onSave({ category, priority })}>
          {texts.save}
        </Button>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </span>
    </div>
  );
}
