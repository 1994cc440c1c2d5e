import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { list, optionalText } from "@/lib/tickets/schema";
import texts from "@/messages/en/orders.json";
import { ORDER_STATUSES } from "./types";

/** A day of the viewer's calendar (2026-11-21), or a time as ISO 8601. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], { error: texts.fields.period });

/** Filters of the list, as query parameters. Both days of a period are included. */
export const orderFilters = z.object({
  status: list(z.enum(ORDER_STATUSES, { error: texts.fields.status })),
  q: optionalText("q", 200),
  from: moment.optional(),
  to: moment.optional(),
});
export type OrderFilters = z.output<typeof orderFilters>;

/** The path of an order, which names it by its id or its number. Numbers are what their source made them. */
export const orderParams = z.object({
  id: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[^\p{Cc}\p{Surrogate}]+$/u)
    .transform((value) => (isUuid(value) ? value.toLowerCase() : value)),
});
