"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import type { Route } from "next";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { ButtonVariant } from "@/components/ui/button-style";
import { LinkButton } from "@/components/ui/link-button";

/** Fetched with the first press. */
const Dialog = lazy(() => import("@/components/ui/dialog").then((module) => ({ default: module.Dialog })));

/**
 * A button that asks before something is decided about a version. Should another version arrive while the
 * question stands, it is not answered for that one: the dialog says so and sends the reader to look first.
 * Without script the button leads to the same form on the page.
 */
export function DecisionDialog({
  href,
  version,
  label,
  icon,
  variant,
  title,
  description,
  closeLabel,
  replaced,
  className,
  children,
}: {
  href: Route;
  version: number;
  label: string;
  icon?: ReactNode;
  variant: ButtonVariant;
  title: string;
  description: string;
  closeLabel: string;
  /** Said when the version was replaced meanwhile. */
  replaced: string;
  /** Of the button. */
  className?: string;
  /** The form. */
  children: ReactNode;
}) {
  const [askedFor, setAskedFor] = useState<number | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isReplaced = askedFor !== null && askedFor !== version;
  return (
    <>
      <LinkButton
        href={href}
        variant={variant}
        icon={icon}
        aria-haspopup="dialog"
        scroll={false}
        {...(className ? { className } : {})}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          setAskedFor(version);
          setIsOpen(true);
        }}
      >
        {label}
      </LinkButton>
      {askedFor !== null && (
        <Suspense>
          <Dialog
            open={isOpen}
            onClose={() => setIsOpen(false)}
            title={title}
            closeLabel={closeLabel}
            {...(isReplaced ? {} : { description })}
          >
            {isReplaced ? <p role="alert">{replaced}</p> : children}
          </Dialog>
        </Suspense>
      )}
    </>
  );
}
