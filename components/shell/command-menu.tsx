"use client";
"use no memo";

import { type ComponentType, useEffect, useState } from "react";
import { cx } from "@/components/ui/cx";
import { Search } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import type { CommandPaletteProps } from "./command-palette";

/** The palette's code arrives when somebody reaches for it, by hand or by key. */
let loading: Promise<ComponentType<CommandPaletteProps>> | undefined;
function loadPalette() {
  loading ??= import("./command-palette").then((module) => module.CommandPalette);
  return loading;
}

/** The search button of the top bar: Ctrl-K or ⌘-K opens the command palette from anywhere. */
export function CommandMenu({
  keys,
  className,
  ...palette
}: Omit<CommandPaletteProps, "open" | "onClose"> & {
  /** As shown on the button: "Ctrl K". */
  keys: string;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  const [Palette, setPalette] = useState<ComponentType<CommandPaletteProps> | null>(null);
  const { labels } = palette;

  async function show() {
    const loaded = await loadPalette();
    setPalette(() => loaded);
    setOpen(true);
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      void loadPalette().then((loaded) => {
        setPalette(() => loaded);
        setOpen((isOpen) => !isOpen);
      });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={show}
        onPointerEnter={loadPalette}
        onFocus={loadPalette}
        className={cx(
          "flex h-8 items-center gap-2 rounded-md border bg-canvas ps-2.5 pe-1.5 text-fg-muted text-sm transition-colors hover:border-line-strong hover:text-fg",
          "max-sm:w-11 max-sm:justify-center max-sm:border-transparent max-sm:bg-transparent max-sm:p-0 touch:h-11 sm:w-64",
          className,
        )}
      >
        <Search aria-hidden className="max-sm:size-[1.125rem]" />
        <span className="flex-1 truncate text-start max-sm:sr-only">{labels.open}</span>
        <Kbd keys={keys} className="max-sm:hidden" />
      </button>
      {Palette && <Palette {...palette} open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
