import { fieldMessages } from "@/lib/core/field-messages";
import texts from "@/messages/en/teams.json";

export const { fieldMessage, explainAsTold: explain } = fieldMessages(texts);
