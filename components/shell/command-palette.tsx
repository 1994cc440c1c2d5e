"use client";

import { Command } from "cmdk";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { LifeBuoy, LogOut, MessageSquareText, Search, SunMoon } from "@/components/ui/icons";
import { Spinner } from "@/components/ui/spinner";
import { useModal } from "@/components/ui/use-modal";
import { useSearch } from "@/components/ui/use-search";
import { articleHref } from "@/lib/knowledge/article-href";
import type { ArticleHit } from "@/lib/knowledge/help-types";
import type { Area } from "./navigation";
import { applyTheme, currentTheme, type Theme } from "./theme";
import { useTicketSearch } from "./use-ticket-search";

type PaletteLink = { href: Route; label: string; icon: ReactNode };

type PaletteLabels = {
  /** On the button, and the dialog's name. */
  open: string;
  placeholder: string;
  pages: string;
  actions: string;
  tickets: string;
  articles: string;
  toggleTheme: string;
  signOut: string;
  empty: string;
  failed: string;
};

export type CommandPaletteProps = {
  area: Area;
  pages: readonly PaletteLink[];
  actions: readonly PaletteLink[];
  /** Whether there is a help centre to look in. */
  hasHelp: boolean;
  /** Keeps the chosen look for the person's other devices. */
  saveTheme: (theme: Theme) => Promise<unknown>;
  labels: PaletteLabels;
  open: boolean;
  onClose: () => void;
};

const MOST_ARTICLES = 4;
const LEAST_LETTERS = 3;

const ITEM =
  "flex h-10 cursor-default select-none items-center gap-3 rounded-md px-2.5 text-base text-fg touch:h-11 data-[selected=true]:bg-hover [&>.icon]:text-fg-muted";
const GROUP =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-fg-muted [&_[cmdk-group-heading]]:text-xs";

/** Pages, actions and tickets behind one line of text. Loaded on demand: import `CommandMenu`, not this. */
export function CommandPalette({ open, onClose, ...content }: CommandPaletteProps) {
  const modal = useModal(open, onClose);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key for the same thing
    <dialog
      {...modal}
      aria-label={content.labels.open}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="floats mx-auto mt-[12dvh] mb-auto w-[min(38rem,calc(100%-1.5rem))] max-w-none overflow-hidden rounded-lg bg-paper text-fg shadow-float backdrop:bg-overlay max-sm:mt-3"
    >
      {open && <Palette {...content} onClose={onClose} />}
    </dialog>
  );
}

function Palette({
  area,
  pages,
  actions,
  hasHelp,
  saveTheme,
  labels,
  onClose,
}: Omit<CommandPaletteProps, "open">) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [selected, setSelected] = useState("");
  const search = useTicketSearch(`/api/${area}/tickets`, text);
  const help = useSearch<ArticleHit>(
    text,
    (q) => `/api/portal/knowledge/search?${new URLSearchParams({ q, limit: String(MOST_ARTICLES) })}`,
    { isWanted: hasHelp, minLetters: LEAST_LETTERS },
  );
  const firstHit = search.hits[0]?.id ?? help.hits[0]?.slug;

  const suggested = useRef("");
  useEffect(() => {
    // The list selects its first item while one types; tickets come after that, and articles may come before them.
    if (!firstHit || (selected !== "" && selected !== suggested.current)) return;
    suggested.current = firstHit;
    setSelected(firstHit);
  }, [selected, firstHit]);

  function run(act: () => void) {
    onClose();
    act();
  }
  const go = (href: Route) => run(() => router.push(href));

  return (
    <Command label={labels.open} value={selected} onValueChange={setSelected} loop>
      <div className="flex items-center gap-3 border-b ps-4 pe-3">
        {search.isSearching ? (
          <Spinner className="text-fg-muted" />
        ) : (
          <Search aria-hidden className="text-fg-muted" />
        )}
        <Command.Input
          data-autofocus
          value={text}
          onValueChange={setText}
          placeholder={labels.placeholder}
          className="h-12 flex-1 bg-transparent text-base outline-none touch:text-lg"
        />
      </div>
      <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain px-1.5 pb-1.5">
        {!search.isSearching && !firstHit && (
          <Command.Empty className="px-4 py-8 text-center text-fg-muted text-sm">
            {search.failed ? labels.failed : labels.empty}
          </Command.Empty>
        )}
        <Group heading={labels.pages} links={pages} onGo={go} />
        <Command.Group heading={labels.actions} className={GROUP}>
          {actions.map((action) => (
            <LinkItem key={action.href} link={action} onGo={go} />
          ))}
          <Command.Item className={ITEM} onSelect={() => run(() => toggleTheme(saveTheme))}>
            <SunMoon aria-hidden />
            {labels.toggleTheme}
          </Command.Item>
          <Command.Item className={ITEM} onSelect={() => run(signOut)}>
            <LogOut aria-hidden />
            {labels.signOut}
          </Command.Item>
        </Command.Group>
        {search.hits.length > 0 && (
          // The server has matched them already, on more than their subject.
          <Command.Group heading={labels.tickets} className={GROUP} forceMount>
            {search.hits.map((ticket) => (
              <Command.Item
                key={ticket.id}
                value={ticket.id}
                forceMount
                className={ITEM}
                onSelect={() => go(`/${area}/tickets/${ticket.number}` as Route)}
              >
                <MessageSquareText aria-hidden />
                <span className="min-w-0 flex-1 truncate">{ticket.subject}</span>
                <span className="font-mono text-fg-muted text-xs">{ticket.number}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {help.hits.length > 0 && (
          <Command.Group heading={labels.articles} className={GROUP} forceMount>
            {help.hits.map((article) => (
              <Command.Item
                key={article.slug}
                value={article.slug}
                forceMount
                className={ITEM}
                onSelect={() => go(articleHref(article) as Route)}
              >
                <LifeBuoy aria-hidden />
                <span className="min-w-0 flex-1 truncate">{article.title}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

function Group({
  heading,
  links,
  onGo,
}: {
  heading: string;
  links: readonly PaletteLink[];
  onGo: (href: Route) => void;
}) {
  return (
    <Command.Group heading={heading} className={GROUP}>
      {links.map((link) => (
        <LinkItem key={link.href} link={link} onGo={onGo} />
      ))}
    </Command.Group>
  );
}

function LinkItem({ link, onGo }: { link: PaletteLink; onGo: (href: Route) => void }) {
  return (
    <Command.Item className={ITEM} onSelect={() => onGo(link.href)}>
      {link.icon}
      {link.label}
    </Command.Item>
  );
}

/** From what one sees now to the other one, whether it was chosen or came from the device. */
function toggleTheme(save: CommandPaletteProps["saveTheme"]) {
  const chosen = currentTheme();
  const isDark = chosen === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
  const wanted = isDark ? "light" : "dark";
  applyTheme(wanted);
  // Here it is chosen all the same.
  void save(wanted).catch(() => undefined);
}

/** Through the form of the account panel, which works without this script too. */
function signOut() {
  const form = document.querySelector<HTMLFormElement>("form[data-sign-out]");
  form?.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="local"]'));
}
