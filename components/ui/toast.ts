import type { Tone } from "./tone";

export type Toast = {
  id: number;
  tone: Extract<Tone, "success" | "error" | "info">;
  message: string;
  action: { label: string; onClick: () => void } | undefined;
};

type Options = { action?: { label: string; onClick: () => void } };

/** More at once is noise: the oldest gives way. */
const MAX_SHOWN = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function add(tone: Toast["tone"], message: string, options: Options = {}): number {
  lastId += 1;
  publish([...toasts, { id: lastId, tone, message, action: options.action }].slice(-MAX_SHOWN));
  return lastId;
}

/**
 * Short news about something the person has just done. Each call answers with an id for `dismiss`.
 * What must not be missed belongs into a `Banner` on the page.
 */
export const toast = {
  success: (message: string, options?: Options) => add("success", message, options),
  error: (message: string, options?: Options) => add("error", message, options),
  info: (message: string, options?: Options) => add("info", message, options),
  dismiss: (id: number) => publish(toasts.filter((shown) => shown.id !== id)),
};

/** For `ToastHost` only: what is shown now, and a call when that changes. */
export const toastStore = {
  get: () => toasts,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
