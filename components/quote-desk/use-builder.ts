"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useEffect, useRef, useState } from "react";
import { newRowKey, useRows } from "@/components/quotes/use-rows";
import { newDraftKey, useDraft } from "@/components/tickets/use-draft";
import {
  type BuilderFields,
  type BuilderRow,
  blankRow,
  draftText,
  readBuilder,
} from "@/lib/quotes/builder-draft";
import { saveDraftAction } from "@/lib/quotes/desk-actions";
import { type ServerDraft, useDraftSync } from "./use-draft-sync";

/**
 * All that is typed into the builder, what it comes to, and its way to the server. What could not reach the
 * server waits in this browser under `scope`: it goes on by itself where nothing happened meanwhile, otherwise
 * it is a `leftover` that somebody decides about.
 */
export function useBuilder({
  quoteId,
  scope,
  currency,
  fields,
  server,
  network,
}: {
  quoteId: string;
  scope: string;
  currency: string;
  /** What to begin with: the draft, the last version, or the request. */
  fields: BuilderFields;
  server: ServerDraft;
  /** Said when nobody answers. */
  network: string;
}) {
  const root = useRef<HTMLDivElement>(null);
  const [head, setHead] = useState(fields.head);
  const [leftover, setLeftover] = useState<BuilderFields | null>(null);
  const lines = useRows<BuilderRow>(
    root,
    () => withOneRow(fields.rows),
    (rows) => blankRow({ key: newRowKey(), taxRate: lastRate(rows) }),
  );
  const read = readBuilder({ head, rows: lines.rows }, currency);
  const sync = useDraftSync({
    quoteId,
    server,
    draft: read.draft,
    hasFaults: read.faults.size > 0,
    save: saveDraftAction,
    onTake: () => {
      show(fields);
      sync.begin(draftText(readBuilder(fields, currency).draft));
    },
    network,
  });

  function show(shown: BuilderFields) {
    setHead(shown.head);
    lines.setRows(withOneRow(shown.rows));
    setLeftover(null);
  }

  const [backupKey] = useState(newDraftKey);
  const backup = useDraft(scope, ({ key, values }) => {
    const kept = parse(values.fields);
    if (!kept) backup.clear(key);
    else if (values.revision === String(server.revision)) show(kept);
    else setLeftover(kept);
  });
  const content = JSON.stringify({ head, rows: lines.rows });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is written, and whether it is kept
  useEffect(() => {
    const values = { fields: content, revision: String(sync.revision) };
    if (sync.isDirty) backup.save({ key: backupKey, values, files: [] });
    else backup.clear(backupKey);
  }, [content, sync.isDirty, sync.revision]);

  return {
    root,
    head,
    change: (part: Partial<BuilderFields["head"]>) => setHead((before) => ({ ...before, ...part })),
    lines,
    read,
    sync,
    leftover,
    restore: () => leftover && show(leftover),
    forget: () => setLeftover(null),
    /** It can go out as it is. */
    canSend: read.faults.size === 0 && read.draft.items.length > 0 && sync.state.kind !== "conflict",
  };
}

export type Builder = ReturnType<typeof useBuilder>;

function withOneRow(rows: BuilderRow[]): BuilderRow[] {
  return rows.length > 0 ? rows : [blankRow({ key: "first", taxRate: "15" })];
}

/** What the line before pays is the best guess for a new one. */
function lastRate(rows: readonly BuilderRow[]): string {
  return rows.at(-1)?.taxRate ?? "15";
}

function parse(text: string | undefined): BuilderFields | null {
  try {
    const fields = JSON.parse(text ?? "null") as BuilderFields | null;
    return fields?.head && Array.isArray(fields.rows) ? fields : null;
  } catch {
    return null;
  }
}
