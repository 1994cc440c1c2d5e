import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { acceptInput, changesInput, declineInput, quoteRequestInput } from "./schema";

/**
 * Forms send text only, an empty one for what was left out, and the fields of a line by its place:
 * `items.2.quantity`. Each schema brings that into the form of the API's input and adds what a form needs.
 */

type Values = Record<string, unknown>;

const quoteId = z.string().refine(isUuid);
const key = z.string().min(1).max(100);

/** As many lines as a form can have; the schemas know how many are too many. */
const MOST_LINES = 600;

/** The lines of a form in their order; a gap ends them. */
function linesOf(values: Values): Values[] {
  const lines: Values[] = [];
  for (let index = 0; index < MOST_LINES; index++) {
    const prefix = `items.${index}.`;
    const fields = Object.entries(values).filter(([name]) => name.startsWith(prefix));
    if (fields.length === 0) break;
    lines.push(
      Object.fromEntries(
        fields.flatMap(([name, value]) => (value === "" ? [] : [[name.slice(prefix.length), value]])),
      ),
    );
  }
  return lines;
}

function toNumber(value: unknown): unknown {
  return typeof value === "string" ? Number(value.replace(/\s/g, "")) : value;
}

function toRequest(input: unknown): unknown {
  const values = input as Values;
  const items = linesOf(values)
    .filter(({ description, productId }) => description !== undefined || productId !== undefined)
    .map(({ quantity, ...line }) => ({ ...line, quantity: toNumber(quantity) }));
  return {
    key: values.key,
    title: values.title,
    message: values.message,
    items,
    attachmentIds: values.attachmentIds === undefined ? [] : [values.attachmentIds].flat(),
    hasScript: values.hasScript === "true",
  };
}

/** A request for a quote. Faults name lines by their place among those that say something. */
export const requestForm = z.preprocess(
  toRequest,
  z.intersection(quoteRequestInput, z.object({ key, hasScript: z.boolean() })),
);

function toDecision(input: unknown): unknown {
  const values = input as Values;
  return { ...values, version: toNumber(values.version) };
}

export const acceptForm = z.preprocess(toDecision, acceptInput.extend({ quoteId }));
export const declineForm = z.preprocess(toDecision, declineInput.extend({ quoteId }));

const changesFields = changesInput.extend({ quoteId, hasScript: z.boolean() });

/** The lines that something is wished for, each with its place in the form. An unchanged quantity is no wish. */
function wishesOf(values: Values) {
  return linesOf(values).flatMap(({ itemId, quantity, was, message }, place) => {
    const wanted = quantity === undefined || quantity === was ? null : toNumber(quantity);
    const hasWords = typeof message === "string" && message.trim() !== "";
    return wanted === null && !hasWords ? [] : [{ place, item: { itemId, quantity: wanted, message } }];
  });
}

/** Wishes at the lines of a version. Only those with a wish count, but faults name a line by its place in the form. */
export const changesForm = z.unknown().transform((input, context) => {
  const values = input as Values;
  const wishes = wishesOf(values);
  const parsed = changesFields.safeParse({
    quoteId: values.quoteId,
    version: toNumber(values.version),
    message: values.message,
    items: wishes.map(({ item }) => item),
    hasScript: values.hasScript === "true",
  });
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues) {
    const [field, at, ...rest] = path;
    const place = field === "items" && typeof at === "number" ? wishes[at]?.place : undefined;
    context.addIssue({
      code: "custom",
      message,
      path: place === undefined ? path : ["items", place, ...rest],
    });
  }
  return z.NEVER;
});
