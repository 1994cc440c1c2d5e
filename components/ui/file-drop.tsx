"use client";

import { type ReactNode, useId, useRef, useState } from "react";
import { Upload } from "./control-icons";
import { cx } from "./cx";

/** Picks files by button, by drag or by camera. Pasting is the caller's, for the whole page may take it. */
export function FileDrop({
  label,
  hint,
  accept,
  multiple = true,
  disabled = false,
  onFiles,
  className,
}: {
  /** "Add files, or drop them here" */
  label: ReactNode;
  /** What is accepted, and how large. */
  hint?: ReactNode;
  /** As the attribute of a file input. */
  accept?: string;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
  className?: string;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);

  function take(list: FileList | null) {
    const files = Array.from(list ?? []);
    if (files.length > 0 && !disabled) onFiles(multiple ? files : files.slice(0, 1));
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the input inside serves everybody
    <div
      className={cx(
        "relative flex items-center gap-3 rounded-md border border-dashed border-line-hover px-4 py-3 text-sm transition-colors",
        "has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2",
        isOver ? "border-primary bg-primary-light" : "hover:bg-hover",
        disabled && "pointer-events-none opacity-50",
        className,
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Upload aria-hidden className="text-fg-muted" />
      <span className="min-w-0">
        <label htmlFor={id} className="cursor-pointer font-medium after:absolute after:inset-0">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="block text-fg-muted">
            {hint}
          </span>
        )}
      </span>
      <input
        ref={input}
        id={id}
        type="file"
        className="sr-only"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file may be picked again after it was removed.
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
