"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Camera } from "@/components/ui/icons";

/** Opens the camera of a phone. Where there is a mouse, files are picked instead. */
export function TakePhoto({ label, onFiles }: { label: string; onFiles: (files: File[]) => void }) {
  const camera = useRef<HTMLInputElement>(null);
  return (
    <span className="hidden pointer-coarse:block">
      <Button icon={<Camera aria-hidden />} className="w-full" onClick={() => camera.current?.click()}>
        {label}
      </Button>
      <input
        ref={camera}
        type="file"
        hidden
        aria-label={label}
        accept="image/*"
        capture="environment"
        onChange={({ currentTarget }) => {
          onFiles(Array.from(currentTarget.files ?? []));
          // The same photo may be taken again after it was removed.
          currentTarget.value = "";
        }}
      />
    </span>
  );
}
