"use client";

import { useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Camera, Paperclip } from "@/components/ui/icons";
import { ACCEPT } from "@/lib/uploads/limits";

/** Picks files, and on a phone takes a photo. */
export function FileButtons({
  attachLabel,
  photoLabel,
  onFiles,
}: {
  attachLabel: string;
  photoLabel: string;
  onFiles: (list: FileList | null) => void;
}) {
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);

  function take(input: HTMLInputElement) {
    onFiles(input.files);
    // The same file may be picked again after it was removed.
    input.value = "";
  }

  return (
    <>
      <IconButton
        label={attachLabel}
        icon={<Paperclip aria-hidden />}
        onClick={() => files.current?.click()}
      />
      <span className="hidden pointer-coarse:block">
        <IconButton
          label={photoLabel}
          icon={<Camera aria-hidden />}
          onClick={() => camera.current?.click()}
        />
      </span>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label={attachLabel}
        accept={ACCEPT}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={camera}
        type="file"
        hidden
        aria-label={photoLabel}
        accept="image/*"
        capture="environment"
        onChange={(event) => take(event.currentTarget)}
      />
    </>
  );
}
