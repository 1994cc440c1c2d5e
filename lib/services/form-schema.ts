import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { LIMITS, serviceRequest } from "./schema";

/** Forms send text only, and an empty text for what was left out. */
type Values = Record<string, unknown>;

/** Days come as `date.0`, `part.0` and so on; those that are empty are no wishes. */
function toRequest(input: unknown): unknown {
  const values = input as Values;
  const preferences = Array.from({ length: LIMITS.preferences }, (_, index) => ({
    date: values[`date.${index}`],
    part: values[`part.${index}`] || undefined,
  })).filter(({ date }) => date !== undefined && date !== "");
  return { ...values, preferences };
}

/** A customer's request with the service that it is about, and the key that makes sending it twice harmless. */
export const requestForm = z.preprocess(
  toRequest,
  z.intersection(
    serviceRequest,
    z.object({ serviceId: z.string().refine(isUuid), key: z.string().min(1).max(100) }),
  ),
);
