"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export type StatementTexts = {
  from: string;
  to: string;
  format: string;
  pdf: string;
  csv: string;
  get: string;
  getting: string;
  done: string;
  beforeFrom: string;
  tooLong: string;
  network: string;
};

const ADDRESS = "/api/portal/invoices/statement";
const DAY_MS = 86_400_000;

/**
 * A time and a form, and the file comes. Without script the browser asks for it by itself; with script a
 * refusal is said here, and the choice stays.
 */
export function StatementForm({
  from,
  to,
  today,
  longest,
  texts,
}: {
  from: string;
  to: string;
  today: string;
  /** Days. */
  longest: number;
  texts: StatementTexts;
}) {
  const [error, setError] = useState<{ field: string; message: string } | null>(null);
  const [state, setState] = useState<"idle" | "getting" | "done">("idle");

  async function get(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const [first, last] = [String(values.get("from")), String(values.get("to"))];
    if (last < first) return setError({ field: "to", message: texts.beforeFrom });
    if (Date.parse(last) - Date.parse(first) > longest * DAY_MS) {
      return setError({ field: "from", message: texts.tooLong });
    }
    setError(null);
    setState("getting");
    const query = new URLSearchParams({ from: first, to: last, format: String(values.get("format")) });
    const refusal = await fetchFile(`${ADDRESS}?${query}`).catch(() => ({
      field: "form",
      message: texts.network,
    }));
    setError(refusal);
    setState(refusal ? "idle" : "done");
  }

  const errorOf = (field: string) => (error?.field === field ? error.message : undefined);
  return (
    <form action={ADDRESS} onSubmit={get} onInput={() => setState("idle")} className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Field name="from" label={texts.from} error={errorOf("from")} required>
          {(control) => <Input {...control} type="date" defaultValue={from} max={today} />}
        </Field>
        <Field name="to" label={texts.to} error={errorOf("to")} required>
          {(control) => <Input {...control} type="date" defaultValue={to} max={today} />}
        </Field>
      </div>
      <Field name="format" label={texts.format}>
        {(control) => (
          <Select
            {...control}
            options={[
              { value: "pdf", label: texts.pdf },
              { value: "csv", label: texts.csv },
            ]}
          />
        )}
      </Field>
      {error?.field === "form" && (
        <p role="alert" className="text-error-text text-sm">
          {error.message}
        </p>
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={state === "getting"}>
          {state === "getting" ? texts.getting : texts.get}
        </Button>
        <span role="status" className="text-fg-muted text-sm">
          {state === "done" ? texts.done : ""}
        </span>
      </div>
    </form>
  );
}

type Refusal = { field: string; message: string };

/** Fetches a file and hands it to the browser to keep; null when that went well. */
async function fetchFile(address: string): Promise<Refusal | null> {
  const response = await fetch(address);
  if (!response.ok) {
    const { error } = (await response.json()) as {
      error: { message: string; fields?: Record<string, string[]> };
    };
    const [field, messages] = Object.entries(error.fields ?? {})[0] ?? [];
    return field === "from" || field === "to"
      ? { field, message: messages?.[0] ?? error.message }
      : { field: "form", message: error.message };
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name ?? "statement";
  link.click();
  // The browser reads it in its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return null;
}
