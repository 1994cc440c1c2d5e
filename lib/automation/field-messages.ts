import { fieldMessages } from "@/lib/core/field-messages";
import texts from "@/messages/en/automation.json";

export const { fieldMessage, explainAsTold: explain } = fieldMessages(texts);
