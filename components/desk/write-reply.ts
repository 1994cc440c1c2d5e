/** The reply field of the desk, whatever else is being written; it is shown when it was hidden. */
function replyField(): HTMLTextAreaElement | null {
  const field = document.querySelector<HTMLTextAreaElement>(
    'form:has(input[name="mode"][value="reply"]) textarea[name="body"]',
  );
  // The tab brings the field into view and focuses it.
  if (field && !field.checkVisibility()) {
    document.querySelector<HTMLElement>('button[aria-keyshortcuts="r"]')?.click();
  }
  return field;
}

/**
 * Puts a text into the reply, after what stands there or in its place. Its author goes on from there as if it had been
 * typed: it is kept as a draft. False when there is no such field.
 */
export function writeReply(text: string, how: "append" | "replace" = "append"): boolean {
  const field = replyField();
  if (!field) return false;
  const before = how === "append" && field.value.trim() !== "" ? `${field.value.trimEnd()}\n\n` : "";
  field.setRangeText(before + text, 0, field.value.length, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.focus();
  return true;
}

/** What stands in the field that is shown, reply or note. */
export function writtenText(): string {
  const fields = document.querySelectorAll<HTMLTextAreaElement>(
    'form:has(input[name="mode"]) textarea[name="body"]',
  );
  return [...fields].find((field) => field.checkVisibility())?.value ?? "";
}
