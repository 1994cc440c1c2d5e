import { fieldMessages } from "@/lib/core/field-messages";
import texts from "@/messages/en/knowledge.json";

export const { fieldMessage, explain } = fieldMessages(texts);
