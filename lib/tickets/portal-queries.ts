import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { ok } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type ListParams, listStatuses } from "./list-params";
import { listCategories, listTickets, orThrow, ticketHistory, ticketStats } from "./queries";
import type { PromisePreview, TicketPriority, TicketSubjects } from "./types";

/** All that the customer's list shows. Throws when it cannot be read. */
export async function loadTicketList(viewer: Reader, params: ListParams) {
  const { q, category, priority, limit, cursor, isMine } = params;
  const filters = {
    status: listStatuses(params),
    q: q || undefined,
    category: category.length > 0 ? category : undefined,
    priority: priority.length > 0 ? priority : undefined,
    requester: isMine ? ("me" as const) : undefined,
  };
  const [tickets, stats, categories] = await Promise.all([
    listTickets(viewer, filters, { limit, cursor: cursor ?? undefined }),
    ticketStats(viewer, isMine),
    listCategories(viewer),
  ]);
  return { tickets: orThrow(tickets), stats: orThrow(stats), categories: orThrow(categories) };
}

/** The customer's last twelve months. Throws when they cannot be read. */
export async function loadTicketFigures(viewer: Reader, isMine: boolean) {
  const [history, categories] = await Promise.all([ticketHistory(viewer, isMine), listCategories(viewer)]);
  return { history: orThrow(history), categories: orThrow(categories) };
}

/**
 * What the customer's new ticket can be about: services, domains and, unless `withOrders` is false, the latest
 * fifty orders with their lines, and the one that `orderRef` names by id or number. Throws when it cannot be read.
 */
export async function loadSubjects(
  viewer: Viewer,
  { orderRef, withOrders = true }: { orderRef?: string | undefined; withOrders?: boolean } = {},
): Promise<TicketSubjects> {
  const answer = unwrap(
    await viewer.db.rpc("ticket_subjects", {
      ...(orderRef ? { p_order: orderRef } : {}),
      p_with_orders: withOrders,
    }),
  );
  return orThrow(answer.ok ? ok(answer.value as unknown as TicketSubjects) : answer);
}

/** Until when a ticket opened now would be answered, by how urgent it is. Throws when it cannot be read. */
export async function loadPromises(
  viewer: Viewer,
  category: string | undefined,
): Promise<Record<TicketPriority, PromisePreview>> {
  const answer = unwrap(await viewer.db.rpc("preview_promises", category ? { p_category: category } : {}));
  return orThrow(answer.ok ? ok(answer.value as unknown as Record<TicketPriority, PromisePreview>) : answer);
}
