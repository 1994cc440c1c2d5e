"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { DraftMode } from "@/lib/tickets/draft-types";
import { type Assisted, type AssistTool, TRANSLATIONS } from "@/lib/triage/assist";
import { writeInto } from "./write-reply";

export type AssistTexts = Record<
  | "menu"
  | "title"
  | "close"
  | "withoutModel"
  | "language"
  | "working"
  | "byModel"
  | "byQuoting"
  | "insert"
  | "insertNote"
  | "replace"
  | "back"
  | "empty"
  | "failed"
  | "again"
  | "sources",
  string
> & {
  /** What works here. */
  tools: readonly { tool: AssistTool; label: string; hint: string }[];
  languages: Record<string, string>;
  hasModel: boolean;
};

/** These work on what stands in the field. */
const ON_TEXT: readonly AssistTool[] = ["improve", "translate"];
/** These are read by staff; customers do not get them. */
const FOR_STAFF: readonly AssistTool[] = ["summarise", "next_action"];

/** What staff can have done while they write. Nothing is sent: a text goes into the field when they say so. */
export default function AssistDialog({
  ticketId,
  mode,
  written,
  texts,
  onClose,
}: {
  ticketId: string;
  /** What is being written, and for whom: a text goes back where it came from. */
  mode: DraftMode;
  written: string;
  texts: AssistTexts;
  onClose: () => void;
}) {
  const id = useId();
  const [language, setLanguage] = useState<string>("en");
  const [chosen, choose] = useState<AssistTool | null>(null);
  const [done, setDone] = useState<Assisted | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [text, setText] = useState("");
  const running = useRef<AbortController>(null);

  async function run(tool: AssistTool) {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    choose(tool);
    setDone(null);
    setFault(null);
    const onText = ON_TEXT.includes(tool);
    if (onText && written.trim() === "") return setFault(texts.empty);
    const body = {
      tool,
      ...(onText ? { text: written } : {}),
      ...(tool === "translate" ? { language } : {}),
    };
    try {
      const response = await fetch(`/api/admin/tickets/${ticketId}/assist`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: stop.signal,
      });
      const answer = (await response.json()) as { data?: Assisted; error?: { message: string } };
      if (stop.signal.aborted) return;
      if (!answer.data) return setFault(answer.error?.message ?? texts.failed);
      setDone(answer.data);
      setText(answer.data.text);
    } catch {
      if (!stop.signal.aborted) setFault(texts.failed);
    }
  }

  function close() {
    running.current?.abort();
    onClose();
  }

  function insert(event: FormEvent) {
    event.preventDefault();
    // The field takes no text while a dialog lies over it.
    close();
    const how = done && ON_TEXT.includes(done.tool) ? "replace" : "append";
    // Customers see no list of sources below what staff send: a number would point nowhere.
    const words = mode === "reply" ? text.replace(/ ?\[\d{1,2}\]/g, "") : text;
    requestAnimationFrame(() => writeInto(mode, words, how));
  }

  const isWorking = chosen !== null && !done && fault === null;
  const isForField = done !== null && (mode === "note" || !FOR_STAFF.includes(done.tool));
  const insertion = mode === "note" ? texts.insertNote : texts.insert;
  return (
    <Dialog
      open
      title={chosen ? (texts.tools.find(({ tool }) => tool === chosen)?.label ?? texts.title) : texts.title}
      closeLabel={texts.close}
      onClose={close}
      footer={
        chosen && (
          <>
            <Button onClick={() => choose(null)}>{texts.back}</Button>
            {isForField && (
              <Button variant="primary" onClick={insert}>
                {ON_TEXT.includes(done.tool) ? texts.replace : insertion}
              </Button>
            )}
          </>
        )
      }
    >
      {chosen === null && (
        <div className="flex flex-col gap-1">
          {texts.tools.map(({ tool, label, hint }) => (
            <button
              key={tool}
              type="button"
              onClick={() => void run(tool)}
              className="rounded-md px-2.5 py-2 text-start transition-colors hover:bg-hover"
            >
              <span className="block font-medium">{label}</span>
              <span className="block text-fg-muted text-sm">{hint}</span>
            </button>
          ))}
          {texts.hasModel ? (
            <div className="mt-2 flex items-center gap-2.5 border-t px-2.5 pt-3 text-fg-muted text-sm">
              <label htmlFor={`${id}-language`}>{texts.language}</label>
              <Select
                id={`${id}-language`}
                controlSize="sm"
                value={language}
                options={TRANSLATIONS.map((value) => ({ value, label: texts.languages[value] ?? value }))}
                onChange={(event) => setLanguage(event.currentTarget.value)}
              />
            </div>
          ) : (
            <p className="mt-2 border-t px-2.5 pt-3 text-fg-muted text-sm">{texts.withoutModel}</p>
          )}
        </div>
      )}
      {chosen !== null && (
        <div aria-live="polite" aria-busy={isWorking} className="flex min-h-32 flex-col gap-3">
          {isWorking && (
            <>
              <span className="sr-only">{texts.working}</span>
              <Skeleton className="h-3 w-4/5" />
              <Skeleton className="h-3 w-3/5" />
              <Skeleton className="h-3 w-2/3" />
            </>
          )}
          {fault !== null && (
            <Banner
              tone="error"
              title={texts.failed}
              actions={
                <Button size="sm" onClick={() => void run(chosen)}>
                  {texts.again}
                </Button>
              }
            >
              {fault}
            </Banner>
          )}
          {done && (
            <>
              <textarea
                aria-label={texts.tools.find(({ tool }) => tool === done.tool)?.label}
                readOnly={!isForField}
                rows={9}
                maxLength={10_000}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                className="field-sizing-content max-h-[50dvh] min-h-32 w-full rounded-md border bg-paper px-3 py-2 text-base touch:text-lg"
              />
              {done.sources.length > 0 && (
                <ol aria-label={texts.sources} className="flex flex-col gap-0.5 text-sm">
                  {done.sources.map(({ n, title, href }) => (
                    <li key={n}>
                      <a
                        href={href}
                        target="_blank"
                        rel="noopener"
                        className="text-primary-text hover:underline"
                      >{`[${n}] ${title}`}</a>
                    </li>
                  ))}
                </ol>
              )}
              <p className="text-fg-muted text-sm">
                {done.model ? texts.byModel.replace("{model}", done.model) : texts.byQuoting}
              </p>
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}
