import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { type ListParams, listStatuses } from "./list-params";
import { listCategories, listTickets, orThrow, ticketStats, toIso } from "./queries";
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

/** All that the form of a new ticket offers. Throws when it cannot be read. */
export async function loadNewTicket(viewer: Viewer) {
  const [categories, subjects] = await Promise.all([listCategories(viewer), listTicketSubjects(viewer)]);
  return { categories: orThrow(categories), subjects: orThrow(subjects) };
}

/** What the customer's new ticket can be about: their orders with lines, services and domains. */
async function listTicketSubjects(viewer: Viewer): Promise<Result<TicketSubjects>> {
  const answer = unwrap(
    await viewer.db
      .from("customer_profiles")
      .select(
        `kind,
         orders(id, number, status, placedAt:placed_at, items:order_items(id, name, quantity, position)),
         services:customer_services(id, name, status),
         domains:custom_domains(id, hostname)`,
      )
      .eq("id", viewer.customerId ?? "")
      .order("placed_at", { referencedTable: "orders", ascending: false })
      .limit(50, { referencedTable: "orders" })
      .single(),
  );
  if (!answer.ok) return answer;
  return ok(toSubjects(answer.value as unknown as SubjectRows));
}

type SubjectRows = {
  kind: "person" | "company";
  orders: (Omit<TicketSubjects["orders"][number], "items"> & {
    items: { id: string; name: string; quantity: number; position: number }[];
  })[];
  services: { id: string; name: string; status: string }[];
  domains: { id: string; hostname: string }[];
};

function toSubjects({ kind, orders, services, domains }: SubjectRows): TicketSubjects {
  return {
    isShared: kind === "company",
    orders: orders.map(({ items, ...order }) => ({
      ...order,
      placedAt: toIso(order.placedAt),
      items: items
        .toSorted((a, b) => a.position - b.position)
        .map(({ id, name, quantity }) => ({ id, name, quantity })),
    })),
    services: services.filter(({ status }) => status !== "terminated").map(({ id, name }) => ({ id, name })),
    domains,
  };
}
