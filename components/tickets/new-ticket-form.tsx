"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useRef, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { toast } from "@/components/ui/toast";
import { type ActionState, fieldError, idle } from "@/lib/core/action-state";
import { asksForItems, fill, valuesOf } from "./form-draft";
import { SignInAgain } from "./sign-in-again";
import { StepProgress } from "./step-progress";
import { Suggestions, type SuggestionTexts } from "./suggestions";
import type { UploadedFile } from "./upload-request";
import { useAttachments } from "./use-attachments";
import { handOver, newDraftKey, useDraft } from "./use-draft";
import { useFilePicker } from "./use-file-picker";
import { useSteps } from "./use-steps";
import { useSuggestions } from "./use-suggestions";
import { Fault, WhatHappened, type WhatHappenedTexts } from "./what-happened";

type Opened = { path: string };
export type OpenAction = (previous: ActionState<Opened>, form: FormData) => Promise<ActionState<Opened>>;

/** What is asked. An order has two questions in one place: which one, and which of its items. */
export type Question = "about" | "order" | "items" | "service" | "domain" | "kind" | "details";

export type QuestionGroup = {
  questions: readonly Question[];
  /** Fields whose faults are told here. */
  fields: readonly string[];
  content: ReactNode;
};

export type NewTicketTexts = WhatHappenedTexts & {
  /** "Question {at} of {count}" */
  progress: string;
  back: string;
  next: string;
  details: string;
  submit: string;
  saved: string;
  signIn: string;
  network: string;
  alreadySent: string;
  suggestions: SuggestionTexts;
};

/**
 * The form of a new ticket: the questions of its category and what happened, one at a time or all on one page.
 * Everything is kept as a draft until the ticket is open. Without script it is one plain form, without files.
 */
export function NewTicketForm({
  action,
  submitted,
  renderPreview,
  scope,
  authorId,
  formKey,
  category,
  subject,
  groups,
  first,
  isGuided,
  withItems,
  changeHref,
  texts,
  options,
}: {
  action: OpenAction;
  /** What became of the form that this page answers, without script. */
  submitted: ActionState<Opened>;
  renderPreview: (markdown: string) => Promise<ReactNode>;
  /** Names the draft. */
  scope: string;
  authorId: string;
  formKey: string;
  category: string;
  /** What the subject begins with, for a follow-up. */
  subject: string | undefined;
  groups: readonly QuestionGroup[];
  /** The first question that the address has not answered already. */
  first: Question;
  isGuided: boolean;
  /** Whether items are asked for: not where the order that the address names has none to report. */
  withItems: boolean;
  /** Where the category is chosen anew. */
  changeHref: Route;
  texts: NewTicketTexts;
  /** Fields and links after the description. */
  options: ReactNode;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [plainState, plainAction] = useActionState(action, submitted);
  const [sent, setSent] = useState<ActionState<Opened>>(idle);
  const [key, setKey] = useState(formKey);
  const [typedSubject, setTypedSubject] = useState("");
  const [asksItems, setAsksItems] = useState(withItems);
  const [isPending, startTransition] = useTransition();
  const attached = useAttachments(null, texts.tray, keep);
  const picker = useFilePicker(attached.add);
  const draft = useDraft(scope, (kept) => {
    setKey(kept.key);
    if (form.current) fill(form.current, kept);
    follow();
    attached.restore(kept.files);
  });
  const questions = [...groups.flatMap((group) => group.questions), "details" as const].filter(
    (question) => question !== "items" || asksItems,
  );
  const steps = useSteps(form, questions, first);
  const found = useSuggestions(typedSubject, category);
  const state = sent.status === "idle" ? plainState : sent;

  /** What other parts of the form depend on. */
  function follow() {
    if (!form.current) return;
    setAsksItems(asksForItems(form.current));
    setTypedSubject(read("subject"));
  }

  function read(name: string): string {
    return String(new FormData(form.current ?? undefined).get(name) ?? "");
  }

  function keep(files: readonly UploadedFile[] = attached.files) {
    if (form.current) draft.save({ key, values: valuesOf(form.current), files });
  }

  useEffect(() => {
    // Questions that are not shown cannot be pointed at by the browser: `refuse` leads to them.
    if (form.current) form.current.noValidate = true;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer moves the focus
  useEffect(() => {
    if (sent.status !== "error") return;
    const faulty = groups.find(({ fields }) => fields.some((field) => fieldError(sent, field)));
    if (faulty) steps.go(faulty.questions.at(-1));
    else form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [sent]);

  /** Leads to the first field of `within` that is not answered, and says so. */
  function refuse(within: ParentNode | null | undefined): boolean {
    const field = within?.querySelector<HTMLInputElement>("input:invalid, textarea:invalid, select:invalid");
    if (!field) return false;
    const group = Number(field.closest<HTMLElement>("[data-group]")?.dataset.group ?? groups.length);
    steps.go(groups[group]?.questions[0] ?? "details");
    requestAnimationFrame(() => field.reportValidity());
    return true;
  }

  function submit() {
    if (isGuided && !steps.isLast) {
      const shown = groups.findIndex((group) => group.questions.includes(steps.step));
      if (refuse(form.current?.querySelector(`[data-group="${shown}"]`))) return;
      steps.go(questions[steps.at + 1]);
      return;
    }
    if (!form.current || attached.isBusy || refuse(form.current)) return;
    const data = new FormData(form.current);
    data.set("hasScript", "true");
    keep();
    draft.flush();
    startTransition(async () => {
      const answer = await action(idle, data).catch(() => null);
      if (answer?.status === "ok") {
        draft.clear(key);
        router.push(answer.data.path as Route);
        return;
      }
      startTransition(() => {
        if (answer?.status === "error" && answer.error.reason === "idempotency_key_reused") {
          setKey(newDraftKey());
          setSent(failure(texts.alreadySent));
        } else {
          setSent(answer ?? failure(texts.network));
        }
      });
    });
  }

  /** The ticket is there already: what was written goes there as a reply that is not sent yet. */
  function goOnIn(ticket: { id: string; number: string }) {
    const body = read("description").trim();
    if (body || attached.files.length > 0) handOver(`${authorId}:${ticket.id}`, body, attached.files);
    draft.clear(key);
    router.push(`/portal/tickets/${ticket.number}` as Route);
  }

  /** An article has answered it: that is counted, and nothing is sent. */
  function leave({ slug }: { slug: string }) {
    // Whoever has their answer does not wait for the count.
    void fetch("/api/portal/knowledge/answered", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ slug, subject: read("subject") }),
      keepalive: true,
    }).catch(() => undefined);
    draft.clear(key);
    toast.success(texts.suggestions.answered);
    router.push("/portal/tickets");
  }

  const error = state.status === "error" ? state.error : null;
  const hide = (isShown: boolean) => (isGuided && !isShown ? "hidden noscript:block" : undefined);
  const isAtDetails = !isGuided || steps.step === "details";
  return (
    <form
      ref={form}
      action={plainAction}
      data-step={isGuided ? steps.step : "all"}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onInput={() => {
        follow();
        keep();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
      {...picker.dropZone}
      className="group/steps flex flex-col gap-5"
    >
      <input type="hidden" name="key" value={key} />
      {attached.files.map((file) => (
        <input key={file.id} type="hidden" name="attachmentIds" value={file.id} />
      ))}
      {isGuided && <StepProgress text={texts.progress} at={steps.at + 2} count={questions.length + 1} />}
      {error && (
        <Banner
          tone="error"
          actions={error.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
        >
          {error.message}
        </Banner>
      )}
      {groups.map((group, index) => (
        <div
          key={group.questions[0]}
          data-group={index}
          className={hide(group.questions.includes(steps.step))}
        >
          {group.content}
          {group.fields.map((field) => (
            <Fault key={field}>{fieldError(state, field)}</Fault>
          ))}
        </div>
      ))}
      <div data-group={groups.length} className={hide(isAtDetails)}>
        <div className="flex flex-col gap-5">
          <h2 data-question tabIndex={-1} className="font-semibold text-lg outline-none">
            {texts.details}
          </h2>
          <WhatHappened
            state={state}
            subject={subject}
            texts={texts}
            attached={attached}
            renderPreview={renderPreview}
            suggestions={
              <Suggestions found={found} texts={texts.suggestions} onChoose={goOnIn} onAnswered={leave} />
            }
          />
          {options}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {isGuided && (
          <BackButton
            label={texts.back}
            href={changeHref}
            onBack={steps.at > 0 ? () => steps.go(questions[steps.at - 1]) : undefined}
          />
        )}
        {!isAtDetails && (
          <Button type="submit" variant="primary" size="lg" className="noscript:hidden">
            {texts.next}
          </Button>
        )}
        {/* A wrapper hides it: a button brings a display of its own. */}
        <span className={isAtDetails ? "contents" : "hidden noscript:contents"}>
          <Button
            type="submit"
            variant="primary"
            size="lg"
            pending={isPending}
            aria-disabled={attached.isBusy || undefined}
          >
            {texts.submit}
          </Button>
        </span>
        <span role="status" className="text-fg-muted text-sm">
          {draft.isSaved ? texts.saved : ""}
        </span>
      </div>
    </form>
  );
}

/** To the question before; from the first one to where the category is chosen. */
function BackButton({
  label,
  href,
  onBack,
}: {
  label: string;
  href: Route;
  onBack?: (() => void) | undefined;
}) {
  if (!onBack) {
    return (
      <LinkButton size="lg" className="noscript:hidden" href={href}>
        {label}
      </LinkButton>
    );
  }
  return (
    <Button size="lg" className="noscript:hidden" onClick={onBack}>
      {label}
    </Button>
  );
}

function failure(message: string): ActionState<Opened> {
  return { status: "error", error: { code: "unavailable", message }, values: {} };
}
