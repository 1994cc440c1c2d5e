import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button-style";
import type { ChatParams } from "@/lib/assistant/chat-params";
import { deleteChatAction, renameChatAction, restoreChatAction } from "@/lib/assistant/session-actions";
import { NameFields, type SentFrom, SessionFields } from "./session-options";

/** What became of a form about a conversation, and what can be done about it; it needs no script. */
export async function SessionNotice({
  told: { notice, id, typed },
  from,
}: {
  told: NonNullable<ChatParams["told"]>;
  from: SentFrom;
}) {
  const t = await getTranslations("chat.sessions.notice");
  if (notice === "renamed") return null;
  if (notice === "rename_failed") {
    return (
      <Banner tone="error" title={t("rename_failed")} className="mb-4">
        <form action={renameChatAction} className="mt-2 flex max-w-form flex-col gap-2">
          <SessionFields id={id} from={from} />
          <NameFields id="chat-name-again" title={typed} />
        </form>
      </Banner>
    );
  }
  const isDeleted = notice === "deleted";
  const again = isDeleted || notice === "restore_failed" ? restoreChatAction : deleteChatAction;
  return (
    <Banner
      tone={isDeleted ? "info" : "error"}
      className="mb-4"
      actions={
        <form action={again}>
          <SessionFields id={id} from={from} />
          <button
            type="submit"
            // biome-ignore lint/a11y/noAutofocus: what had the focus is gone, and this takes it back
            autoFocus={isDeleted}
            className={buttonStyle({ size: "sm" })}
          >
            {t(isDeleted ? "undo" : "retry")}
          </button>
        </form>
      }
    >
      {t(notice)}
    </Banner>
  );
}
