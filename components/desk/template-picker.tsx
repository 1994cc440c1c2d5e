"use client";

import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select, type SelectOption } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { useSearch } from "@/components/ui/use-search";
import { renderTemplate } from "@/lib/templates/render";
import type { Template } from "@/lib/templates/types";
import type { TemplateValues } from "@/lib/templates/variables";

export type TemplatePickerTexts = {
  title: string;
  close: string;
  search: string;
  category: string;
  anyCategory: string;
  categories: readonly SelectOption[];
  none: string;
  failed: string;
  everyCategory: string;
  preview: string;
  missing: string;
  insert: string;
  /** Names of the variables in words. */
  variables: Record<string, string>;
};

const SHOWN = 50;

/**
 * Prepared answers: found by words and category, chosen by keyboard, seen as they will read in this ticket before
 * they are put in. What has no value here is pointed out, and stays in the text as it was written.
 */
export default function TemplatePicker({
  ticketId,
  category,
  texts,
  onPick,
  onClose,
}: {
  ticketId: string;
  /** What the ticket is about: templates for it come first. */
  category: string;
  texts: TemplatePickerTexts;
  onPick: (text: string, templateId: string) => void;
  onClose: () => void;
}) {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [only, setOnly] = useState("");
  const [active, setActive] = useState(0);
  const values = useValues(ticketId);
  const { hits, failed, isSearching } = useSearch<Template>(
    typed,
    (q) => {
      const query = new URLSearchParams({ near: category, limit: String(SHOWN) });
      if (q) query.set("q", q);
      if (only) query.set("category", only);
      return `/api/admin/templates?${query}`;
    },
    { minLetters: 0 },
  );
  const chosen = hits[Math.min(active, hits.length - 1)];
  const rendered = chosen && values && renderTemplate(chosen.body, values);

  function pick() {
    if (chosen && rendered) onPick(rendered.text, chosen.id);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown") setActive((at) => Math.min(at + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setActive((at) => Math.max(at - 1, 0));
    else if (event.key === "Enter") pick();
    else return;
    event.preventDefault();
    document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: "nearest" });
  }

  return (
    <Dialog
      open
      size="lg"
      title={texts.title}
      closeLabel={texts.close}
      onClose={onClose}
      footer={
        <Button variant="primary" aria-disabled={!rendered || undefined} onClick={pick}>
          {texts.insert}
          <Kbd keys="↵" className="pointer-coarse:hidden" />
        </Button>
      }
    >
      <div className="flex gap-2 max-sm:flex-col">
        <Input
          data-autofocus
          role="combobox"
          aria-label={texts.search}
          aria-expanded
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${list}-${hits.indexOf(chosen)}` : undefined}
          autoComplete="off"
          maxLength={200}
          value={typed}
          placeholder={texts.search}
          icon={<Search aria-hidden />}
          className="min-w-0 flex-1"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Select
          aria-label={texts.category}
          options={texts.categories}
          placeholder={texts.anyCategory}
          value={only}
          className="sm:w-48"
          onChange={(event) => {
            setOnly(event.currentTarget.value);
            setActive(0);
          }}
        />
      </div>
      <div className="mt-3 grid min-h-64 gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="max-h-72 overflow-y-auto max-sm:max-h-40">
          {hits.length === 0 && !isSearching && (
            <p role="status" className="py-2 text-fg-muted text-sm">
              {failed ? texts.failed : texts.none}
            </p>
          )}
          {hits.length === 0 && isSearching && <Waiting />}
          <div id={list} role="listbox" aria-label={texts.title} aria-busy={isSearching}>
            {hits.map((template, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as the pattern has it
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
              <div
                key={template.id}
                id={`${list}-${at}`}
                role="option"
                aria-selected={template === chosen}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => setActive(at)}
                onDoubleClick={pick}
                className={cx(
                  "cursor-pointer rounded-md px-2.5 py-1.5 text-sm",
                  template === chosen ? "bg-active" : "hover:bg-hover",
                )}
              >
                <span className="block truncate font-medium">{template.name}</span>
                <span className="block truncate text-fg-muted text-xs">
                  {template.categoryLabel ?? texts.everyCategory}
                </span>
              </div>
            ))}
          </div>
        </div>
        <section
          aria-label={texts.preview}
          aria-live="polite"
          className="max-h-72 overflow-y-auto rounded-md border bg-canvas px-3 py-2.5 text-sm"
        >
          {rendered && rendered.missing.length > 0 && (
            <Banner tone="warning" title={texts.missing} className="mb-2.5">
              {rendered.missing.map((name) => texts.variables[name] ?? name).join(", ")}
            </Banner>
          )}
          {rendered && <Marked text={rendered.text} missing={rendered.missing} />}
          {chosen && !values && <Waiting />}
        </section>
      </div>
    </Dialog>
  );
}

/** The text with what nobody filled in made visible. */
function Marked({ text, missing }: { text: string; missing: readonly string[] }) {
  const parts = text.split(/(\{\{[^{}\n]*\}\})/);
  return (
    <p className="whitespace-pre-wrap break-words">
      {parts.map((part, at) =>
        part.startsWith("{{") && missing.some((name) => part.toLowerCase().includes(name)) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in its order
          <mark key={at} className="rounded-sm bg-warning-soft px-0.5 text-warning-text">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
    </p>
  );
}

function Waiting() {
  return (
    <span className="flex flex-col gap-2 py-2">
      <Skeleton className="h-3 w-3/5" />
      <Skeleton className="h-3 w-2/5" />
    </span>
  );
}

/** What the variables stand for in this ticket; empty when that cannot be read, so that each is pointed out. */
function useValues(ticketId: string): TemplateValues | null {
  const [values, setValues] = useState<TemplateValues | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch(`/api/admin/tickets/${ticketId}/template-values`, { signal: stop.signal })
      .then((response) => (response.ok ? response.json() : { data: {} }))
      .then(({ data }: { data: { byVariable?: TemplateValues } }) => setValues(data.byVariable ?? {}))
      .catch(() => {
        if (!stop.signal.aborted) setValues({});
      });
    return () => stop.abort();
  }, [ticketId]);
  return values;
}
