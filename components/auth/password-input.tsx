"use client";

import { type ComponentProps, type ReactNode, useState } from "react";
import { Input } from "@/components/ui/input";

export type RevealLabels = Record<"show" | "hide", { label: string; icon: ReactNode }>;

/** A password field whose owner may look at what they typed. */
export function PasswordInput({ reveal, ...rest }: ComponentProps<"input"> & { reveal: RevealLabels }) {
  const [isShown, setShown] = useState(false);
  const { label, icon } = isShown ? reveal.hide : reveal.show;
  return (
    <Input
      {...rest}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      suffix={
        <button
          type="button"
          aria-label={label}
          onClick={() => setShown(!isShown)}
          className="hit-44 flex size-7 items-center justify-center rounded-sm text-fg-muted transition-colors hover:text-fg noscript:hidden"
        >
          {icon}
        </button>
      }
    />
  );
}
