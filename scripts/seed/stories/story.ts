import type { OrderStatus } from "../orders.ts";
import type { Row } from "../rows.ts";

/** What the one who tells a story must have, and what {placeholders} in it are filled from. */
export type StoryNeed = "order" | "service" | "domain";

/**
 * A conversation from the first question to the answer. The first turn of staff asks something, so that a
 * ticket can wait there for the customer; the last turn settles the matter.
 * Placeholders: {customer} and {agent} (first names), {town}; of an order {order}, {product}, {carrier},
 * {tracking}; of a service {package}; {domain}.
 */
export type Story = {
  key: string;
  category: string;
  issueType?: string;
  needs?: StoryNeed;
  /** Which categories of products the story is about, and in which state the order is; delivered when not said. */
  products?: readonly string[];
  orderStatuses?: readonly OrderStatus[];
  subject: string;
  opening: string;
  /** Who writes, what. Notes are internal. */
  turns: readonly (readonly ["customer" | "staff" | "note", string])[];
  resolution: NonNullable<Row<"support_tickets">["resolution_type"]>;
  tags: readonly string[];
};
