import { z } from "zod";
import texts from "@/messages/en/tags.json";
import { TAG } from "./types";

const tag = z
  .string({ error: texts.faults.invalid })
  .transform((value) => value.trim().toLowerCase())
  .refine((value) => TAG.test(value), { error: texts.faults.invalid });

export const renameForm = z.object({ tag, to: tag });
export const mergeForm = z.object({ tag, into: tag });
export const deleteForm = z.object({ tag });

/** What the address of the list says; what does not fit is as if it were not there. */
export function readTagAddress(params: Record<string, string | string[] | undefined>) {
  const first = (name: string) => [params[name]].flat()[0]?.trim().toLowerCase() ?? "";
  return { q: first("q").slice(0, 40), after: tag.safeParse(first("after")).data };
}
