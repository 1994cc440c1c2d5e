import { fieldMessages } from "@/lib/core/field-messages";
import texts from "@/messages/en/calls.json";

/** Faults of calls in words, see `fieldMessages`. */
export const { fieldMessage: callFault, explain: explainCall } = fieldMessages(texts);
