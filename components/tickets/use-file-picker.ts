"use client";

import { type ClipboardEvent, type DragEvent, useState } from "react";

/** Files by drop and by paste. Spread `dropZone` on what takes them; `isOver` while some hover above it. */
export function useFilePicker(onFiles: (files: File[]) => void) {
  const [isOver, setIsOver] = useState(false);

  function take(list: FileList | null): boolean {
    const files = Array.from(list ?? []);
    if (files.length > 0) onFiles(files);
    return files.length > 0;
  }

  const dropZone = {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave(event: DragEvent) {
      const next = event.relatedTarget;
      if (!(next instanceof Node) || !event.currentTarget.contains(next)) setIsOver(false);
    },
    onDrop(event: DragEvent) {
      setIsOver(false);
      if (take(event.dataTransfer.files)) event.preventDefault();
    },
    onPaste(event: ClipboardEvent) {
      // A copied table brings a picture of itself; its text is what was meant.
      if (event.clipboardData.types.includes("text/plain")) return;
      if (take(event.clipboardData.files)) event.preventDefault();
    },
  };
  return { isOver, dropZone, take };
}
