"use client";
"use no memo";

import { type ReactNode, useId, useSyncExternalStore } from "react";
import { applyTheme, currentTheme, onThemeChange, THEMES, type Theme } from "./theme";

/** System, light or dark, as three radio buttons in one control. `initial` is what the server rendered. */
export function ThemeToggle({
  initial,
  save,
  label,
  options,
}: {
  initial: Theme;
  /** Keeps the choice for the person's other devices. */
  save?: (theme: Theme) => Promise<unknown>;
  label: string;
  /** Words and icon of each; drawn by the server, so that no page carries them as code. */
  options: Record<Theme, { name: string; icon: ReactNode }>;
}) {
  const theme = useSyncExternalStore(onThemeChange, currentTheme, () => initial);
  const group = useId();
  return (
    <fieldset className="flex rounded-md bg-active p-0.5">
      <legend className="sr-only">{label}</legend>
      {THEMES.map((option) => (
        <label
          key={option}
          className="flex h-7 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-sm px-2 font-medium text-fg-muted text-xs transition-colors hover:text-fg has-checked:bg-paper has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-focus touch:h-10 touch:text-sm"
        >
          <input
            type="radio"
            className="sr-only"
            name={group}
            value={option}
            checked={theme === option}
            onChange={() => {
              applyTheme(option);
              // Here it is chosen all the same.
              void save?.(option).catch(() => undefined);
            }}
          />
          {options[option].icon}
          {options[option].name}
        </label>
      ))}
    </fieldset>
  );
}
