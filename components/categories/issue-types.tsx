"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";

export type IssueTypeTexts = Record<
  | "issueTypes"
  | "issueTypesHint"
  /** With `{n}` to fill in. */
  | "typeLabel"
  | "typeActive"
  | "addType"
  /** With `{label}` to fill in, as are the next two. */
  | "removeType"
  | "typeUp"
  | "typeDown"
  | "noTypes",
  string
>;

export type IssueTypeRow = { slug?: string; label: string; isActive: boolean };

/** Issue types as rows that come, go and move; they travel in one hidden field. */
export function IssueTypes({
  name,
  types,
  error,
  max,
  texts,
}: {
  name: string;
  types: readonly IssueTypeRow[];
  error: string | undefined;
  max: number;
  texts: IssueTypeTexts;
}) {
  const nextKey = useRef(types.length);
  const [rows, setRows] = useState(() => types.map((type, key) => ({ key, ...type })));
  const list = useRef<HTMLUListElement>(null);

  const change = (key: number, changes: Partial<IssueTypeRow>) =>
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...changes } : row)));

  function move(place: number, by: -1 | 1) {
    setRows((before) => {
      const next = [...before];
      next.splice(place + by, 0, ...next.splice(place, 1));
      return next;
    });
  }

  function add() {
    nextKey.current += 1;
    setRows((before) => [...before, { key: nextKey.current, label: "", isActive: true }]);
    // Once the row is there.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus(),
    );
  }

  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium text-sm">{texts.issueTypes}</legend>
      <p className="text-fg-muted text-sm">{texts.issueTypesHint}</p>
      <input
        type="hidden"
        name={name}
        value={JSON.stringify(rows.map(({ key: _, ...row }) => row))}
        aria-invalid={error ? true : undefined}
      />
      {error && (
        <p role="alert" className="text-error-text text-sm">
          {error}
        </p>
      )}
      {rows.length === 0 && <p className="text-fg-muted text-sm">{texts.noTypes}</p>}
      <ul ref={list} className="flex flex-col gap-2">
        {rows.map((row, place) => (
          <li key={row.key} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Input
              aria-label={texts.typeLabel.replace("{n}", String(place + 1))}
              value={row.label}
              maxLength={80}
              onChange={(event) => change(row.key, { label: event.currentTarget.value })}
              className="min-w-0 flex-1 basis-48"
            />
            <span className="flex items-center gap-1 max-sm:w-full max-sm:justify-between">
              <Checkbox
                label={texts.typeActive}
                checked={row.isActive}
                onChange={(event) => change(row.key, { isActive: event.currentTarget.checked })}
                className="me-2 text-sm"
              />
              <span className="flex">
                <IconButton
                  size="sm"
                  label={texts.typeUp.replace("{label}", () => row.label)}
                  icon={<ArrowUp aria-hidden />}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                />
                <IconButton
                  size="sm"
                  label={texts.typeDown.replace("{label}", () => row.label)}
                  icon={<ArrowDown aria-hidden />}
                  disabled={place === rows.length - 1}
                  onClick={() => move(place, 1)}
                />
                <IconButton
                  size="sm"
                  label={texts.removeType.replace("{label}", () => row.label)}
                  icon={<Trash2 aria-hidden />}
                  onClick={() => setRows((before) => before.filter(({ key }) => key !== row.key))}
                />
              </span>
            </span>
          </li>
        ))}
      </ul>
      <Button size="sm" className="self-start" disabled={rows.length >= max} onClick={add}>
        <Plus aria-hidden />
        {texts.addType}
      </Button>
    </fieldset>
  );
}
