import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { messageInput, privacyInput, ratingInput, statusInput, ticketInput } from "./schema";

/**
 * Forms send text only, a repeated name as a list, and an empty text for what was left out. Each schema
 * brings that into the form of the API's input and adds what a form needs besides.
 */

type Values = Record<string, unknown>;

const ticketId = z.string().refine(isUuid);
const key = z.string().min(1).max(100);

function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function toList(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}

function toNumber(value: unknown): unknown {
  return typeof value === "string" ? Number(value) : value;
}

/**
 * Each order line has two fields: whether it is affected, `pick.<order id>.<item id>`, and how many,
 * `affected.<item id>`. Lines of another order than the chosen one may be ticked too, and do not count.
 */
function affectedItems(values: Values): unknown[] {
  const prefix = `pick.${String(values.orderId)}.`;
  return Object.keys(values)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .map((id) => ({ orderItemId: id, quantity: toNumber(values[`affected.${id}`] ?? "1") }));
}

/** A category's issue types and records come in fields of their own, of which only its own count. */
function toTicket(input: unknown): unknown {
  const values = filled(input as Values);
  const category = String(values.category ?? "");
  return {
    ...values,
    // Left empty they are faults with a sentence of their own, so they stay in.
    subject: values.subject ?? "",
    description: values.description ?? "",
    category,
    issueType: values[`issueType.${category}`],
    attachmentIds: toList(values.attachmentIds),
    affectedItems: values.orderId === undefined ? [] : affectedItems(values),
    isPrivate: values.isPrivate === "on",
    hasScript: values.hasScript === "true",
  };
}

function toReply(input: unknown): unknown {
  const values = filled(input as Values);
  return { ...values, body: values.body ?? "", attachmentIds: toList(values.attachmentIds) };
}

function toStatus(input: unknown): unknown {
  const values = filled(input as Values);
  return { ...values, expectedVersion: toNumber(values.expectedVersion) };
}

function toRating(input: unknown): unknown {
  const values = filled(input as Values);
  return { ...values, rating: toNumber(values.rating) };
}

function toPrivacy(input: unknown): unknown {
  const values = filled(input as Values);
  return { ...values, private: values.private === "true", expectedVersion: toNumber(values.expectedVersion) };
}

export const ticketForm = z.preprocess(toTicket, ticketInput.extend({ key, hasScript: z.boolean() }));
export const replyForm = z.preprocess(toReply, messageInput.extend({ key, ticketId }));
export const statusForm = z.preprocess(toStatus, statusInput.extend({ ticketId }));
export const ratingForm = z.preprocess(toRating, ratingInput.extend({ ticketId }));
export const privacyForm = z.preprocess(toPrivacy, privacyInput.extend({ ticketId }));
export const skipRatingForm = z.object({ ticketId });
