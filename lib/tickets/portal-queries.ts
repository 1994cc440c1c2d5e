import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type ListParams, listStatuses } from "./list-params";
import { listCategories, listTickets, orThrow, ticketStats } from "./queries";
import type { TicketSubjects } from "./types";

/** All that the customer's list shows. Throws when it cannot be read. */
export async function loadTicketList(viewer: Reader, params: ListParams) {
  const { q, category, priority, limit, cursor } = params;
  const filters = {
    status: listStatuses(params),
    q: q || undefined,
    category: category.length > 0 ? category : undefined,
    priority: priority.length > 0 ? priority : undefined,
  };
  const [tickets, stats, categories] = await Promise.all([
    listTickets(viewer, filters, { limit, cursor: cursor ?? undefined }),
    ticketStats(viewer),
    listCategories(viewer),
  ]);
  return { tickets: orThrow(tickets), stats: orThrow(stats), categories: orThrow(categories) };
}

/**
 * All that the form of a new ticket offers: the latest fifty orders, and the one that the address names by id or
 * number. Throws when it cannot be read.
 */
export async function loadNewTicket(viewer: Viewer, orderRef?: string) {
  const [categories, subjects] = await Promise.all([
    listCategories(viewer),
    listTicketSubjects(viewer, orderRef),
  ]);
  return { categories: orThrow(categories), subjects: orThrow(subjects) };
}

/** What the customer's new ticket can be about: their orders with lines, services and domains. */
async function listTicketSubjects(viewer: Viewer, orderRef?: string): Promise<Result<TicketSubjects>> {
  const answer = unwrap(await viewer.db.rpc("ticket_subjects", orderRef ? { p_order: orderRef } : {}));
  return answer.ok ? ok(answer.value as unknown as TicketSubjects) : answer;
}
