"use client";
"use no memo";

import { useEffect, useState } from "react";
import type { ButtonSize } from "./button-style";
import { Check, Copy } from "./control-icons";
import { IconButton } from "./icon-button";

const SHOWN_MS = 2000;

/** Copies a text, such as a ticket number, and says so for two seconds. */
export function CopyButton({
  text,
  label,
  copiedLabel,
  size = "sm",
  className,
}: {
  text: string;
  label: string;
  copiedLabel: string;
  size?: ButtonSize;
  className?: string;
}) {
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <>
      <IconButton
        size={size}
        label={label}
        icon={isCopied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
        onClick={() => navigator.clipboard.writeText(text).then(() => setIsCopied(true))}
        {...(className ? { className } : {})}
      />
      <span role="status" className="sr-only">
        {isCopied ? copiedLabel : ""}
      </span>
    </>
  );
}
