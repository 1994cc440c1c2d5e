import { cx } from "./cx";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium " +
  "transition-[background-color,border-color,color,opacity] disabled:pointer-events-none disabled:opacity-50 " +
  "aria-disabled:pointer-events-none aria-disabled:opacity-50 aria-busy:pointer-events-none";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-primary text-primary-contrast hover:bg-primary-dark active:bg-primary-dark",
  secondary: "border-line-strong bg-paper text-fg hover:border-line-hover hover:bg-hover active:bg-active",
  ghost:
    "border-transparent text-fg-secondary hover:bg-hover hover:text-fg active:bg-active aria-expanded:bg-hover",
  danger: "border-transparent bg-error text-error-contrast hover:bg-error/88 active:bg-error/80",
};

const SIZE: Record<ButtonSize, string> = {
  sm: "hit-44 h-7 gap-1.5 px-2 text-xs touch:h-9 touch:px-3 touch:text-sm",
  md: "h-8 gap-1.5 px-3 text-sm touch:h-11 touch:px-4 touch:text-base",
  lg: "h-10 gap-2 px-4 text-base touch:h-11 touch:px-5",
};

const SQUARE: Record<ButtonSize, string> = {
  sm: "hit-44 size-7 touch:size-9",
  md: "size-8 touch:size-11",
  lg: "size-10 touch:size-11",
};

/** The look shared by buttons and by links that act as one. */
export function buttonStyle(options: {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  square?: boolean;
  className?: string | undefined;
}): string {
  const { variant = "secondary", size = "md", square = false, className } = options;
  return cx(BASE, VARIANT[variant], square ? SQUARE[size] : SIZE[size], className);
}
