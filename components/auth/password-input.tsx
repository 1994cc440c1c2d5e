"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Input } from "@/components/ui/input";

/** A password field whose owner may look at what they typed. */
export function PasswordInput({
  showLabel,
  hideLabel,
  ...rest
}: ComponentProps<"input"> & { showLabel: string; hideLabel: string }) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Input
      {...rest}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      suffix={
        <button
          type="button"
          aria-label={isShown ? hideLabel : showLabel}
          onClick={() => setShown(!isShown)}
          className="hit-44 noscript:hidden flex size-7 items-center justify-center rounded-sm text-fg-muted transition-colors hover:text-fg"
        >
          <Icon aria-hidden />
        </button>
      }
    />
  );
}
