"use client";
"use no memo";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ComponentType, useState } from "react";
import { cx } from "@/components/ui/cx";
import { MessageCircleQuestion } from "@/components/ui/icons";
import { Spinner } from "@/components/ui/spinner";
import { subjectOf } from "@/lib/assistant/suggestions";
import type { LauncherPanelProps, LauncherTexts, OpenLauncher } from "./launcher-panel";

/** The panel's code arrives when somebody reaches for it. */
let loading: Promise<ComponentType<LauncherPanelProps>> | undefined;
function loadPanel() {
  loading ??= import("./launcher-panel").then(
    (module) => module.LauncherPanel,
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
const preload = () => void loadPanel().catch(() => undefined);

/**
 * The assistant within reach of every page: a button that opens it beside the page, and that knows what the page
 * is about. Before the script is there it is a link to the assistant's own page.
 */
export function Launcher({ texts, open }: { texts: LauncherTexts; open: OpenLauncher }) {
  const path = usePathname();
  const [Panel, setPanel] = useState<ComponentType<LauncherPanelProps> | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [isLoading, setIsLoading] = useState(false);
  const subject = subjectOf(path);
  const label = subject ? texts[subject.kind] : texts.open;
  const href = subject ? `/portal/chat?about=${encodeURIComponent(path)}` : "/portal/chat";

  async function show() {
    setIsLoading(true);
    const loaded = await loadPanel().catch(() => null);
    setIsLoading(false);
    // Without its code the page itself can still be reached.
    if (!loaded) return location.assign(href);
    setPanel(() => loaded);
    setIsOpen(true);
  }

  if (path === "/portal/chat") return null;
  return (
    <>
      {/* What stands last on a page can be scrolled out from under the button. */}
      <div aria-hidden className="h-10 lg:hidden" />
      <Link
        href={href as Route}
        prefetch={false}
        aria-label={label}
        aria-haspopup="dialog"
        data-tooltip={label}
        data-launcher
        onPointerEnter={preload}
        onFocus={preload}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          void show();
        }}
        className={cx(
          "fixed end-4 bottom-[calc(var(--tab-bar,0px)+0.75rem)] z-20 flex size-11 items-center justify-center rounded-full bg-primary text-primary-contrast shadow-float transition-colors hover:bg-primary-dark print:hidden",
          // The field in which a ticket is answered stands at the foot of a phone: there it stays at the head.
          /^\/portal\/tickets\/(?!new)./.test(path) && "max-lg:absolute max-lg:top-17 max-lg:bottom-auto",
        )}
      >
        {isLoading ? <Spinner /> : <MessageCircleQuestion aria-hidden className="size-5" />}
      </Link>
      {Panel && (
        <Panel path={path} isOpen={isOpen} texts={texts} open={open} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}
