"use client";

import { type ReactNode, type RefObject, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import {
  BoldIcon,
  HeadingIcon,
  ImageIcon,
  ItalicIcon,
  LinkIcon,
  ListIcon,
  NumbersIcon,
  QuoteIcon,
  SubheadingIcon,
  TableIcon,
} from "./editor-icons";
import { applyEdit, type Edit } from "./text-edits";

type Tool =
  | "heading"
  | "subheading"
  | "bold"
  | "italic"
  | "list"
  | "numbers"
  | "quote"
  | "link"
  | "table"
  | "image";
export type ToolTexts = Record<Tool, string> & {
  tools: string;
  uploading: string;
  imageFailed: string;
  sample: Record<"heading" | "text" | "link" | "item" | "column" | "image", string>;
};

const ACCEPT = "image/png,image/jpeg,image/webp";

/** The buttons above a Markdown text: they write its marks, so that nobody needs to know them. */
export function WritingTools({
  area,
  onChange,
  onFailure,
  texts,
}: {
  area: RefObject<HTMLTextAreaElement | null>;
  onChange: () => void;
  /** Says why a picture could not be added. */
  onFailure: (sentence: string) => void;
  texts: ToolTexts;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [isUploading, setIsUploading] = useState(false);
  const { sample } = texts;

  function write(edit: Edit) {
    const field = area.current;
    if (!field) return;
    const { selectionStart: start, selectionEnd: end, value } = field;
    const after = applyEdit({ value, start, end }, edit);
    field.focus();
    replace(field, after.value);
    field.setSelectionRange(after.start, after.end);
    onChange();
  }

  async function addPicture(file: File) {
    setIsUploading(true);
    const added = await upload(file).catch(() => null);
    setIsUploading(false);
    if (added && "url" in added) write({ kind: "block", text: `![${sample.image}](${added.url})` });
    else onFailure(added ? added.message : texts.imageFailed);
  }

  const button = (tool: Tool, icon: ReactNode, edit: Edit) => (
    <IconButton key={tool} size="sm" label={texts[tool]} icon={icon} onClick={() => write(edit)} />
  );
  return (
    <div role="toolbar" aria-label={texts.tools} className="-ms-1 flex flex-wrap gap-0.5">
      {button("heading", <HeadingIcon aria-hidden />, {
        kind: "lines",
        prefix: "## ",
        sample: sample.heading,
      })}
      {button("subheading", <SubheadingIcon aria-hidden />, {
        kind: "lines",
        prefix: "### ",
        sample: sample.heading,
      })}
      {button("bold", <BoldIcon aria-hidden />, { kind: "wrap", mark: "**", sample: sample.text })}
      {button("italic", <ItalicIcon aria-hidden />, { kind: "wrap", mark: "_", sample: sample.text })}
      {button("list", <ListIcon aria-hidden />, { kind: "lines", prefix: "- ", sample: sample.item })}
      {button("numbers", <NumbersIcon aria-hidden />, {
        kind: "lines",
        prefix: (index) => `${index + 1}. `,
        sample: sample.item,
      })}
      {button("quote", <QuoteIcon aria-hidden />, { kind: "lines", prefix: "> ", sample: sample.text })}
      {button("link", <LinkIcon aria-hidden />, { kind: "link", sample: sample.link })}
      {button("table", <TableIcon aria-hidden />, {
        kind: "block",
        text: `| ${sample.column} | ${sample.column} |\n| --- | --- |\n| ${sample.text} | ${sample.text} |`,
      })}
      <IconButton
        size="sm"
        label={isUploading ? texts.uploading : texts.image}
        icon={<ImageIcon aria-hidden />}
        disabled={isUploading}
        onClick={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        accept={ACCEPT}
        aria-label={texts.image}
        tabIndex={-1}
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void addPicture(file);
        }}
      />
    </div>
  );
}

/** As if it had been typed, so that the browser's own undo takes it back. */
function replace(field: HTMLTextAreaElement, value: string) {
  if (field.value === value) return;
  field.select();
  const isTyped = document.execCommand?.("insertText", false, value);
  if (!isTyped || field.value !== value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

async function upload(file: File): Promise<{ url: string } | { message: string }> {
  const form = new FormData();
  form.set("file", file);
  const answer = await fetch("/api/admin/article-images", { method: "POST", body: form });
  const { data, error } = (await answer.json()) as { data?: { url: string }; error?: { message: string } };
  if (data) return data;
  if (error) return { message: error.message };
  throw new Error("no answer");
}
