"use server";

import type { ReactNode } from "react";
import { z } from "zod";
import { QueueFigures } from "@/components/desk/queue-figures";
import { queueRows } from "@/components/desk/queue-rows";
import { QueueViews } from "@/components/desk/queue-views";
import { TicketPreview } from "@/components/desk/ticket-preview";
import type { MoreRows, QueueNews } from "@/components/desk/use-queue-rows";
import { requireViewer, type Viewer } from "@/lib/auth/viewer";
import { findDeskTicket } from "@/lib/tickets/desk-queries";
import { parseQueueAddress } from "@/lib/tickets/desk-schema";
import { queueHref, queueQuery } from "@/lib/tickets/desk-views";
import { loadDesk, loadMore, loadRows } from "@/lib/tickets/queue-queries";
import { id, ticketParams } from "@/lib/tickets/schema";

const address = z
  .string()
  .max(4_000)
  .transform((query) => parseQueueAddress(Object.fromEntries(new URLSearchParams(query))));
const ids = z.array(id("ids")).max(100);

const clockOf = (viewer: Viewer) => ({ locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() });

/** The rows that follow, drawn as the page draws its own. */
export async function readMore(query: string): Promise<MoreRows> {
  const viewer = await requireViewer("staff");
  const from = address.parse(query);
  const { items, nextCursor } = await loadMore(viewer, from);
  const next = nextCursor && queueQuery({ ...from, cursor: nextCursor }).toString();
  return { rows: await queueRows(items, from, clockOf(viewer)), next };
}

/** These tickets as they are now (without ids, the first page), the figures and the views. */
export async function readNews(query: string, changed: string[]): Promise<QueueNews> {
  const viewer = await requireViewer("staff");
  const { cursor: _, ...from } = address.parse(query);
  const wanted = ids.parse(changed);
  const desk = await loadDesk(viewer, from, wanted.length > 0 ? wanted : undefined);
  const found = new Set(desk.tickets.items.map((row) => row.id));
  const missing = wanted.filter((one) => !found.has(one));
  const rest = missing.length > 0 ? await loadRows(viewer, missing) : [];
  const clock = clockOf(viewer);
  return {
    matching: await queueRows(desk.tickets.items, from, clock),
    rest: await queueRows(rest, from, clock),
    figures: <QueueFigures counts={desk.counts} current={queueHref(from)} />,
    views: (
      <QueueViews counts={desk.counts} views={desk.views} address={from} isAdmin={viewer.role === "admin"} />
    ),
  };
}

/** A ticket to read beside the queue. The read is audited as any other. */
export async function readPreview(number: string): Promise<ReactNode> {
  const viewer = await requireViewer("staff");
  const ticket = await findDeskTicket(viewer, ticketParams.parse({ id: number }).id);
  return ticket && <TicketPreview ticket={ticket} clock={clockOf(viewer)} />;
}
