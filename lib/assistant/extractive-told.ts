import type { AppError } from "@/lib/core/errors";
import type { Support } from "@/lib/knowledge/types";
import type { Wants } from "./intents";
import type { ToolContext } from "./tools/types";
import type { OfferReason } from "./types";

/** What is asked about one's own records. */
export type Asked = {
  question: string;
  ref: string | null;
  wants: Wants;
  about?: string | undefined;
  context: ToolContext;
};

/** Whether there was something to tell, nothing of that number, or no way to look. */
export type Told = "told" | "unknown" | "unavailable";

/** Why there is nothing to tell. */
export function cannotRead({ code }: AppError): Told {
  return code === "not_found" || code === "validation_failed" ? "unknown" : "unavailable";
}

/** What an answer, or a part of one, comes to. `support` says how well articles answered; null where none was asked. */
export type Outcome = { offer: OfferReason | null; support: Support | null };
