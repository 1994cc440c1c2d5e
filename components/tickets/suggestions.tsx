"use client";

import { Button } from "@/components/ui/button";
import type { TicketSuggestions } from "@/lib/tickets/types";

export type SuggestionTexts = {
  articles: string;
  tickets: string;
  /** Of a ticket that says the same already. */
  thisIsIt: string;
  /** Of an article that spares the ticket. */
  answersIt: string;
  /** After that. */
  answered: string;
  /** By status. */
  status: Record<string, string>;
};

/**
 * What may spare somebody a new ticket: an answer that is written down, or a ticket of theirs that says the
 * same. Announced, and never in the way of writing on.
 */
export function Suggestions({
  found,
  texts,
  onChoose,
  onAnswered,
}: {
  found: TicketSuggestions;
  texts: SuggestionTexts;
  /** Goes on in that ticket. */
  onChoose: (ticket: { id: string; number: string }) => void;
  /** Needs no ticket any more. */
  onAnswered: (article: { slug: string }) => void;
}) {
  return (
    <div aria-live="polite" className="flex flex-col gap-3 empty:hidden noscript:hidden">
      {found.articles.length > 0 && (
        <section className="rounded-lg border bg-canvas px-3.5 py-3 text-sm">
          <h3 className="font-medium">{texts.articles}</h3>
          <ul className="mt-1 divide-y">
            {found.articles.map(({ slug, title, excerpt }) => (
              <li key={slug} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 last:pb-0">
                <span className="min-w-0 flex-1 basis-48">
                  <a
                    href={`/help/${slug}`}
                    target="_blank"
                    rel="noopener"
                    className="hit-44 text-primary-text underline underline-offset-2"
                  >
                    {title}
                  </a>
                  <span className="line-clamp-2 block text-fg-muted">{excerpt}</span>
                </span>
                <Button size="sm" onClick={() => onAnswered({ slug })}>
                  {texts.answersIt}
                  <span className="sr-only">{title}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.tickets.length > 0 && (
        <section className="rounded-lg border bg-canvas px-3.5 py-3 text-sm">
          <h3 className="font-medium">{texts.tickets}</h3>
          <ul className="mt-1 divide-y">
            {found.tickets.map((ticket) => (
              <li key={ticket.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 last:pb-0">
                <span className="min-w-0 flex-1 basis-48">
                  <a
                    href={`/portal/tickets/${ticket.number}`}
                    target="_blank"
                    rel="noopener"
                    className="hit-44 wrap-anywhere text-primary-text underline underline-offset-2"
                  >
                    {ticket.subject}
                  </a>
                  <span className="block text-fg-muted text-xs">
                    <span className="font-mono">{ticket.number}</span>
                    {` · ${texts.status[ticket.status] ?? ""}`}
                  </span>
                </span>
                <Button size="sm" onClick={() => onChoose(ticket)}>
                  {texts.thisIsIt}
                  <span className="sr-only">{ticket.subject}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
