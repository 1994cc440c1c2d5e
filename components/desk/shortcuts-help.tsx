import { getTranslations } from "next-intl/server";
import { Keyboard } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { Popover } from "@/components/ui/popover";
import { DeskShortcuts } from "./desk-shortcuts";

/** What each page listens to: keys, and the name of what they do in `desk.shortcuts`. */
const KEYS = {
  overview: [
    ["j", "down"],
    ["k", "up"],
    ["↵ o", "open"],
    ["c", "newTicket"],
    ["Ctrl K", "palette"],
    ["?", "help"],
  ],
  queue: [
    ["j", "down"],
    ["k", "up"],
    ["↵ o", "open"],
    ["x", "select"],
    ["⇧ x", "range"],
    ["a", "assign"],
    ["r", "reply"],
    ["n", "note"],
    ["p", "preview"],
    ["Esc", "clear"],
    ["/", "search"],
    ["c", "newTicket"],
    ["Ctrl K", "palette"],
    ["?", "help"],
  ],
  ticket: [
    ["r", "reply"],
    ["n", "note"],
    ["t", "template"],
    ["Ctrl ↵", "send"],
    ["Ctrl Z", "undo"],
    ["a", "assign"],
    ["i", "assignee"],
    ["p", "priority"],
    ["c", "category"],
    ["g", "tags"],
    ["j", "down"],
    ["k", "up"],
    ["Esc", "leave"],
    ["?", "help"],
  ],
} as const;

/** Listens to the keys of a page, and shows them on a button and on "?". Nothing for touch screens. */
export async function ShortcutsHelp({ page }: { page: keyof typeof KEYS }) {
  const t = await getTranslations("desk.shortcuts");
  return (
    <span data-shortcut="?" className="max-lg:hidden">
      <DeskShortcuts />
      <Popover
        square
        variant="ghost"
        align="end"
        label={t("title")}
        trigger={<Keyboard aria-hidden />}
        className="w-72"
      >
        <p className="mb-2 font-semibold text-sm">{t("title")}</p>
        <dl className="flex flex-col gap-1.5 text-sm">
          {KEYS[page].map(([keys, name]) => (
            <div key={name} className="flex items-center justify-between gap-4">
              <dt className="text-fg-secondary">{t(name)}</dt>
              <dd>
                <Kbd keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
      </Popover>
    </span>
  );
}
