import { fieldMessages } from "@/lib/core/field-messages";
import texts from "@/messages/en/privacy.json";

export const { fieldMessage, explain } = fieldMessages(texts);
