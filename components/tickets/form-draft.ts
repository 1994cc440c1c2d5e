import type { Draft } from "./use-draft";

/** Names of fields that a draft does not keep. */
const NOT_KEPT = new Set(["key", "hasScript", "attachmentIds", "file"]);

/** What is typed and chosen in a form, by the names of its fields. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_KEPT.has(name) && !name.startsWith("$")) values[name] = value;
  }
  return values;
}

/** Puts a draft back into fields that nobody has touched yet, and tells those who listen. */
export function fill(form: HTMLFormElement, { values }: Draft): void {
  for (const field of Array.from(form.elements)) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      // Of a question that the draft never saw, what the page proposes stands.
      if (field.type === "radio" && !(field.name in values)) continue;
      field.checked = values[field.name] === field.value;
    } else if (isTextField(field)) {
      const kept = values[field.name];
      const isTouched = !(field instanceof HTMLSelectElement) && field.value !== field.defaultValue;
      if (kept === undefined || isTouched) continue;
      field.value = kept;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

/** Whether items are asked for: those of the chosen order, or of one that is yet to be chosen. */
export function asksForItems(form: HTMLFormElement): boolean {
  const chosen = form.querySelector("[name=orderId]:checked");
  // What was chosen behind a fold is to be seen.
  const fold = chosen?.closest("details");
  if (fold) fold.open = true;
  return !chosen || chosen.closest("[data-order]")?.querySelector("[type=checkbox]:enabled") != null;
}

function isTextField(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (field instanceof HTMLInputElement) return field.type === "text" || field.type === "number";
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
}
