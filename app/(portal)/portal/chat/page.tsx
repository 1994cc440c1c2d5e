import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ChatSkeleton } from "@/components/assistant/chat-skeleton";
import { ChatView } from "@/components/assistant/chat-view";
import { conversationContext, whoAnswers } from "@/components/assistant/texts";
import { Arrival } from "@/components/ui/arrival";
import { askAction } from "@/lib/assistant/chat-actions";
import { readChatParams } from "@/lib/assistant/chat-params";
import {
  currentAnswerer,
  findTranscript,
  loadSessions,
  loadSurroundings,
} from "@/lib/assistant/chat-queries";
import { nameSubject } from "@/lib/assistant/subject-queries";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";

type Props = PageProps<"/portal/chat">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readSession = cache(async (id: string) =>
  findTranscript(await requireViewer("customer", "assistant"), id),
);

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { sessionId } = readChatParams(await searchParams);
  const [t, session] = await Promise.all([
    getTranslations("chat"),
    sessionId ? readSession(sessionId) : null,
  ]);
  return { title: session?.title ?? t("title") };
}

/** The assistant: the customer's conversations, and the one that is open. */
export default function ChatPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<ChatSkeleton />}>
      <Chat searchParams={searchParams} />
    </Arrival>
  );
}

async function Chat({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer", "assistant");
  const { sessionId, q, cursor, told, ...params } = readChatParams(await searchParams);
  const about = await nameSubject(viewer, params.about);
  const [session, sessions, surroundings, submitted] = await Promise.all([
    sessionId ? readSession(sessionId) : null,
    loadSessions(viewer, { q, cursor }),
    loadSurroundings(viewer, { about, isNew: !sessionId }),
    submittedState(askAction),
  ]);
  if (sessionId && !session) notFound();
  const { id, locale, timeZone } = viewer;
  const context = await conversationContext({ ...surroundings, about, reader: { id, locale, timeZone } });
  return (
    <ChatView
      session={session}
      sessions={sessions}
      list={{ q, isFirstPage: !cursor }}
      told={told}
      who={await whoAnswers(currentAnswerer())}
      context={context}
      action={askAction}
      submitted={submitted}
    />
  );
}
