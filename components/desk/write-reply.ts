import type { DraftMode } from "@/lib/tickets/draft-types";

/** The field of one kind of message; its tab brings it into view when the other one is shown. */
function fieldOf(mode: DraftMode): HTMLTextAreaElement | null {
  const find = () =>
    document.querySelector<HTMLTextAreaElement>(
      `form:has(input[name="mode"][value="${mode}"]) textarea[name="body"]`,
    );
  if (!find()?.checkVisibility()) {
    document
      .querySelector<HTMLElement>(`button[aria-keyshortcuts="${mode === "note" ? "n" : "r"}"]`)
      ?.click();
  }
  return find();
}

/**
 * Puts a text into a message, after what stands there or in its place. Its author goes on from there as if it had been
 * typed: it is kept as a draft. False when there is no such field.
 */
export function writeInto(mode: DraftMode, text: string, how: "append" | "replace" = "append"): boolean {
  const field = fieldOf(mode);
  if (!field) return false;
  const before = how === "append" && field.value.trim() !== "" ? `${field.value.trimEnd()}\n\n` : "";
  field.setRangeText(before + text, 0, field.value.length, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.focus();
  return true;
}
