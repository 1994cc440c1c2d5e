"use client";

import { type ReactNode, useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { TriangleAlert } from "@/components/ui/control-icons";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { templateValuesAction } from "@/lib/templates/actions";
import { renderTemplate } from "@/lib/templates/render";
import type { TemplateValues } from "@/lib/templates/variables";

export type PreviewTexts = Record<
  | "title"
  | "sample"
  /** With `{number}` to fill in. */
  | "ofTicket"
  | "ticket"
  | "use"
  | "useSample"
  | "notFound"
  | "missing"
  | "empty",
  string
>;

/** Long enough to finish a word, too short to wait for. */
const SETTLE_MS = 350;

/** The template as a customer would read it: with examples, or with the values of a real ticket. */
export function TemplatePreview({
  body,
  samples,
  labels,
  texts,
  renderPreview,
}: {
  body: string;
  samples: TemplateValues;
  /** Names of variables in words. */
  labels: Record<string, string>;
  texts: PreviewTexts;
  /** Markdown is drawn by the server, because the parser is larger than a page may be. */
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const [source, setSource] = useState<{ number: string; values: TemplateValues } | null>(null);
  const [shown, setShown] = useState<ReactNode>(null);
  const [isRendering, startRendering] = useTransition();
  const { text, missing } = renderTemplate(body, source?.values ?? samples);

  useEffect(() => {
    const timer = setTimeout(() => {
      startRendering(async () => {
        const rendered = text.trim() ? await renderPreview(text) : null;
        startRendering(() => setShown(rendered));
      });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, renderPreview]);

  return (
    <section
      aria-label={texts.title}
      className="min-w-0 overflow-hidden rounded-lg border bg-paper lg:sticky lg:top-16"
    >
      <header className="border-b px-4 py-2.5">
        <h2 className="font-semibold text-base">{texts.title}</h2>
        <p className="text-fg-muted text-sm">
          {source ? texts.ofTicket.replace("{number}", source.number) : texts.sample}
        </p>
      </header>
      <div aria-busy={isRendering} className="min-h-40 px-4 py-3">
        {shown ?? <p className="text-fg-muted text-sm">{texts.empty}</p>}
      </div>
      <div aria-live="polite">
        {missing.length > 0 && (
          <p className="flex gap-1.5 border-t bg-warning-soft px-4 py-2.5 text-sm text-warning-text">
            <TriangleAlert aria-hidden className="mt-[0.1875rem] size-3.5" />
            <span>
              {texts.missing} {missing.map((name) => labels[name] ?? name).join(", ")}
            </span>
          </p>
        )}
      </div>
      <TicketChoice source={source} onChoose={setSource} texts={texts} />
    </section>
  );
}

function TicketChoice({
  source,
  onChoose,
  texts,
}: {
  source: { number: string } | null;
  onChoose: (source: { number: string; values: TemplateValues } | null) => void;
  texts: PreviewTexts;
}) {
  const [number, setNumber] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [isPending, startTransition] = useTransition();

  function choose() {
    setIsMissing(false);
    startTransition(async () => {
      const values = await templateValuesAction(number);
      startTransition(() => {
        setIsMissing(values === null);
        if (values) onChoose({ number: number.trim().toUpperCase(), values });
      });
    });
  }

  return (
    <div className="flex flex-wrap items-end gap-2 border-t bg-canvas px-4 py-3">
      <Field
        name="previewTicket"
        label={texts.ticket}
        error={isMissing ? texts.notFound : undefined}
        className="min-w-40 flex-1"
      >
        {(control) => (
          <Input
            {...control}
            controlSize="sm"
            value={number}
            maxLength={60}
            placeholder="TKT-2026-00001"
            onChange={(event) => setNumber(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              choose();
            }}
          />
        )}
      </Field>
      <Button size="sm" pending={isPending} disabled={!number.trim()} onClick={choose}>
        {texts.use}
      </Button>
      {source && (
        <Button size="sm" variant="ghost" onClick={() => onChoose(null)}>
          {texts.useSample}
        </Button>
      )}
    </div>
  );
}
