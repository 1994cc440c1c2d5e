"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useId, useSyncExternalStore } from "react";
import { applyTheme, currentTheme, onThemeChange, THEMES, type Theme } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** System, light or dark, as three radio buttons in one control. `initial` is what the server rendered. */
export function ThemeToggle({
  initial,
  label,
  names,
}: {
  initial: Theme;
  label: string;
  names: Record<Theme, string>;
}) {
  const theme = useSyncExternalStore(onThemeChange, currentTheme, () => initial);
  const group = useId();
  return (
    <fieldset className="flex rounded-md bg-active p-0.5">
      <legend className="sr-only">{label}</legend>
      {THEMES.map((option) => {
        const Icon = ICONS[option];
        return (
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
              onChange={() => applyTheme(option)}
            />
            <Icon aria-hidden className="size-3.5" />
            {names[option]}
          </label>
        );
      })}
    </fieldset>
  );
}
