/** The look shared by text inputs, text areas and selects. 16 px on touch keeps phones from zooming in. */
export const CONTROL =
  "w-full min-w-0 rounded-md border border-line-strong bg-paper text-fg " +
  "transition-[border-color,background-color] hover:border-line-hover " +
  "focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 " +
  "aria-invalid:border-error aria-invalid:focus-visible:outline-error " +
  "[&[readonly]]:bg-canvas disabled:cursor-not-allowed disabled:border-line disabled:bg-canvas disabled:text-fg-disabled";

export const CONTROL_SIZE = {
  sm: "h-8 text-sm touch:h-11 touch:text-lg",
  md: "h-9 text-base touch:h-11 touch:text-lg",
} as const;
