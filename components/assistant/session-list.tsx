import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { Plus, Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { chatPath } from "@/lib/assistant/chat-path";
import type { ChatSession } from "@/lib/assistant/chat-types";
import type { Page } from "@/lib/core/page";
import type { ChatReader } from "./chat-texts";
import { SessionOptions } from "./session-options";

export const SESSIONS_ID = "chat-sessions";

/** The customer's conversations: a column on a desk, a sheet behind a button on a phone. */
export async function SessionList({
  sessions,
  currentId,
  q,
  isFirstPage,
  renamedId,
  reader,
}: {
  sessions: Page<ChatSession>;
  currentId: string | null;
  q: string;
  isFirstPage: boolean;
  /** The one that just got another name. */
  renamedId: string | null;
  reader: ChatReader;
}) {
  const t = await getTranslations("chat.sessions");
  return (
    <section
      // Another conversation closes the sheet.
      key={currentId}
      id={SESSIONS_ID}
      popover="auto"
      aria-label={t("label")}
      className={cx(
        "floats m-0 bg-paper text-fg",
        "max-lg:fixed max-lg:inset-x-0 max-lg:top-auto max-lg:bottom-0 max-lg:max-h-[85dvh] max-lg:w-full max-lg:max-w-none max-lg:overflow-y-auto max-lg:rounded-t-lg max-lg:p-4 max-lg:pb-[max(1rem,env(safe-area-inset-bottom))] max-lg:shadow-float max-lg:backdrop:bg-overlay",
        "lg:static lg:block lg:h-auto lg:w-auto lg:transform-none lg:overflow-visible lg:border-0 lg:p-0 lg:opacity-100",
      )}
    >
      <div className="flex flex-col gap-3 lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6.5rem)]">
        <LinkButton href={"/portal/chat" as Route} icon={<Plus aria-hidden />} className="w-full">
          {t("new")}
        </LinkButton>
        <search aria-label={t("search")}>
          <form action="/portal/chat">
            {currentId && <input type="hidden" name="session" value={currentId} />}
            <Input
              type="search"
              name="q"
              defaultValue={q}
              maxLength={200}
              controlSize="sm"
              icon={<Search aria-hidden />}
              placeholder={t("search")}
              aria-label={t("search")}
            />
          </form>
        </search>
        {sessions.items.length === 0 ? (
          <p className="px-2 py-1 text-fg-muted text-sm">
            {q ? t("noMatch") : t("none")}{" "}
            {q && (
              <Link
                href={chatPath({ session: currentId }) as Route}
                prefetch={false}
                className="text-primary-text underline underline-offset-2"
              >
                {t("clear")}
              </Link>
            )}
          </p>
        ) : (
          <ul className="-mx-2 flex min-h-0 flex-col gap-px overflow-y-auto">
            {sessions.items.map((session) => (
              <li
                key={session.id}
                className="group relative flex items-center rounded-md transition-colors hover:bg-hover has-[[aria-current]]:bg-active"
              >
                <Link
                  href={chatPath({ session: session.id, q }) as Route}
                  prefetch={false}
                  aria-current={session.id === currentId ? "page" : undefined}
                  className="min-w-0 flex-1 rounded-md py-1.5 ps-2 pe-1 focus-visible:-outline-offset-2 touch:py-2"
                >
                  <bdi className="block truncate font-medium text-sm">{session.title}</bdi>
                  <span className="block truncate text-fg-muted text-xs">
                    <RelativeTime
                      at={session.lastMessageAt}
                      locale={reader.locale}
                      timeZone={reader.timeZone}
                    />
                    {session.status === "escalated" && ` · ${t("escalated")}`}
                  </span>
                </Link>
                <SessionOptions
                  session={session}
                  from={{ currentId, q }}
                  isRenamed={session.id === renamedId}
                />
              </li>
            ))}
          </ul>
        )}
        {(sessions.nextCursor || !isFirstPage) && (
          <div className="flex flex-wrap gap-2">
            {!isFirstPage && (
              <LinkButton href={chatPath({ session: currentId, q }) as Route} size="sm" variant="ghost">
                {t("first")}
              </LinkButton>
            )}
            {sessions.nextCursor && (
              <LinkButton
                href={chatPath({ session: currentId, q, cursor: sessions.nextCursor }) as Route}
                size="sm"
              >
                {t("more")}
              </LinkButton>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
