import { getTranslations } from "next-intl/server";
import { buttonStyle } from "@/components/ui/button-style";
import { MessagesSquare } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import type { ChatParams } from "@/lib/assistant/chat-params";
import type { ChatSession, ChatTranscript } from "@/lib/assistant/chat-types";
import type { ActionState } from "@/lib/core/action-state";
import type { Page } from "@/lib/core/page";
import { type AskAction, ChatArea } from "./chat-area";
import type { ConversationContext } from "./conversation";
import { Greeting } from "./greeting";
import { PlainTurns } from "./plain-turns";
import { SESSIONS_ID, SessionList } from "./session-list";
import { SessionNotice } from "./session-notice";

/** A source that is open beside the answers takes the place of the list where there is no room for both. */
export const CHAT_GRID =
  "lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-8 lg:max-xl:has-[[data-source]]:grid-cols-[minmax(0,1fr)] lg:max-xl:has-[[data-source]]:[&>#chat-sessions]:hidden";

/** The assistant's page: the conversations, and the one that is open. */
export async function ChatView({
  session,
  sessions,
  list,
  told,
  who,
  context,
  action,
  submitted,
}: {
  session: ChatTranscript | null;
  sessions: Page<ChatSession>;
  list: { q: string; isFirstPage: boolean };
  told: ChatParams["told"];
  /** Who answers, in a sentence. */
  who: string;
  context: ConversationContext;
  action: AskAction;
  submitted: ActionState<unknown>;
}) {
  const t = await getTranslations("chat");
  return (
    <>
      <PageHeader
        title={<bdi>{session?.title ?? t("title")}</bdi>}
        className="mb-4"
        meta={who}
        actions={
          <button
            type="button"
            popoverTarget={SESSIONS_ID}
            className={buttonStyle({ className: "max-sm:px-3.5! lg:hidden" })}
          >
            <MessagesSquare aria-hidden />
            <span className="max-sm:sr-only">{t("sessions.open")}</span>
          </button>
        }
      />
      <div className={CHAT_GRID}>
        <SessionList
          sessions={sessions}
          currentId={session?.id ?? null}
          {...list}
          renamedId={told?.notice === "renamed" ? told.id : null}
          reader={context.reader}
        />
        <div className="min-w-0">
          {told && (
            <SessionNotice told={told} from={{ currentId: session?.id ?? null, q: list.q }} key={told.id} />
          )}
          {session && (
            // What draws a conversation comes by script: without one this is the conversation.
            <noscript>
              <PlainTurns
                messages={session.messages}
                linkHosts={context.reader.linkHosts}
                texts={context.texts}
              />
            </noscript>
          )}
          <ChatArea
            session={session}
            context={context}
            action={action}
            submitted={submitted}
            greeting={<Greeting title={t("greeting.title")} body={t("greeting.body")} />}
            className="min-h-[calc(100dvh-14.5rem)] lg:min-h-[calc(100dvh-13.75rem)] noscript:min-h-0"
          />
        </div>
      </div>
    </>
  );
}
