import { getTranslations } from "next-intl/server";
import { Plus } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";

/** The way to a new ticket on behalf of a customer, also by the key C. */
export async function NewTicketLink() {
  const t = await getTranslations("desk.queue");
  return (
    <LinkButton href="/admin/tickets/new" variant="primary" icon={<Plus aria-hidden />} aria-keyshortcuts="c">
      {t("newTicket")}
    </LinkButton>
  );
}
