import type { TemplateParameter, TemplateStatus } from "./whatsapp";

/** A template of WhatsApp. `event` null: for everything that has none of its own. */
export type WhatsAppTemplate = {
  id: string;
  event: string | null;
  name: string;
  language: string;
  parameters: TemplateParameter[];
  status: TemplateStatus;
};
