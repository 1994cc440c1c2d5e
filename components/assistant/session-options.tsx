import { getTranslations } from "next-intl/server";
import { buttonStyle } from "@/components/ui/button-style";
import { Field } from "@/components/ui/field";
import { Ellipsis, Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import type { ChatSession } from "@/lib/assistant/chat-types";
import { deleteChatAction, renameChatAction } from "@/lib/assistant/session-actions";

/** As long as a title may be in the database. */
const MAX_TITLE = 120;

/** Which page a form about a conversation was sent from. */
export type SentFrom = { currentId: string | null; q: string };

/** The hidden fields of a form about a conversation. */
export function SessionFields({ id, from: { currentId, q } }: { id: string; from: SentFrom }) {
  return (
    <>
      <input type="hidden" name="id" value={id} />
      {currentId && <input type="hidden" name="session" value={currentId} />}
      {q && <input type="hidden" name="q" value={q} />}
    </>
  );
}

/** The field for another name; its form is around it. */
export async function NameFields({ id, title }: { id: string; title: string }) {
  const t = await getTranslations("chat.sessions");
  return (
    <>
      <Field name="title" id={id} label={t("name")} required>
        {(control) => (
          <Input {...control} defaultValue={title} maxLength={MAX_TITLE} dir="auto" controlSize="sm" />
        )}
      </Field>
      <button type="submit" className={buttonStyle({ size: "sm", className: "self-end" })}>
        {t("save")}
      </button>
    </>
  );
}

/** Renames or deletes a conversation: two plain forms behind the browser's own popover, so that they need no script. */
export async function SessionOptions({
  session: { id, title, status },
  from,
  isRenamed,
}: {
  session: ChatSession;
  from: SentFrom;
  /** It just got another name: the focus goes back to where that began. */
  isRenamed: boolean;
}) {
  const t = await getTranslations("chat.sessions");
  return (
    <Popover
      // Another name is another panel, a closed one.
      key={title}
      id={`chat-options-${id}`}
      label={t("menu", { title })}
      trigger={<Ellipsis aria-hidden />}
      variant="ghost"
      size="sm"
      square
      align="end"
      autoFocus={isRenamed}
      triggerClassName="me-1 pointer-fine:opacity-0 focus-visible:opacity-100 group-hover:opacity-100 group-has-[:popover-open]:opacity-100"
      className="w-72"
    >
      <form action={renameChatAction} className="flex flex-col gap-2">
        <SessionFields id={id} from={from} />
        <NameFields id={`chat-name-${id}`} title={title} />
      </form>
      <form action={deleteChatAction} className="mt-3 border-t pt-2">
        <SessionFields id={id} from={from} />
        <button
          type="submit"
          className={buttonStyle({
            variant: "ghost",
            size: "sm",
            className: "w-full justify-start! text-error-text!",
          })}
        >
          <Trash2 aria-hidden />
          {t("delete")}
        </button>
        {status === "escalated" && <p className="px-2.5 pt-1 text-fg-muted text-xs">{t("ticketStays")}</p>}
      </form>
    </Popover>
  );
}
