/** What a colour may mean. `neutral` says nothing, `primary` is the brand, the others are states. */
export type Tone = "neutral" | "primary" | "info" | "success" | "warning" | "error";

/** Soft background with readable text of the same tone. */
export const SOFT_TONE: Record<Tone, string> = {
  neutral: "bg-active text-fg-secondary",
  primary: "bg-primary-light text-primary-text",
  info: "bg-info-soft text-info-text",
  success: "bg-success-soft text-success-text",
  warning: "bg-warning-soft text-warning-text",
  error: "bg-error-soft text-error-text",
};

/** Colour of an icon or a dot; at least 3 to 1 on every surface. */
export const ICON_TONE: Record<Tone, string> = {
  neutral: "text-fg-muted",
  primary: "text-primary",
  info: "text-info",
  success: "text-success",
  warning: "text-warning",
  error: "text-error",
};
