import type { Product } from "./catalogue.ts";
import { vatOn } from "./catalogue.ts";
import type { Customer } from "./people.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";

export type Quote = { quote: Row<"quote_requests"> & { id: string }; items: Row<"quote_items">[] };

export type QuotePlan = {
  number: string;
  title: string;
  message: string;
  status: NonNullable<Row<"quote_requests">["status"]>;
  lines: readonly { product: Product; quantity: number }[];
  askedAt: Date;
  validUntil?: Date;
};

/** Statuses in which no price has been named yet. */
const UNANSWERED: readonly QuotePlan["status"][] = ["requested", "in_review"];

/** A quote; its total includes VAT, its lines do not. Version 0 holds what was asked for, without prices. */
export function makeQuote(plan: QuotePlan, customer: Customer): Quote {
  const id = idOf("quote", plan.number);
  const isAnswered = !UNANSWERED.includes(plan.status);
  const lines = (version: 0 | 1) =>
    plan.lines.map(({ product, quantity }, index) => ({
      id: idOf("quote-item", plan.number, version, index),
      quote_id: id,
      version,
      position: index + 1,
      product_id: product.id,
      description: product.name,
      quantity,
      unit_price: version === 0 ? 0 : product.price,
      total: version === 0 ? 0 : product.price * quantity,
    }));
  const items = isAnswered ? [...lines(0), ...lines(1)] : lines(0);
  const subtotal = items.reduce((sum, item) => sum + item.total, 0);
  return {
    quote: {
      id,
      customer_id: customer.id,
      number: plan.number,
      title: plan.title,
      message: plan.message,
      status: plan.status,
      version: isAnswered ? 1 : 0,
      total: subtotal + vatOn(subtotal),
      valid_until: plan.validUntil?.toISOString() ?? null,
      created_at: plan.askedAt.toISOString(),
    },
    items,
  };
}
