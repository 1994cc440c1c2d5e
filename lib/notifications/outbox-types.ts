import type { Channel, NotificationGroup, NotificationRecord } from "./types";
import type { TemplateParameter } from "./whatsapp";

/** Whom something is sent to. */
export type OutboxReader = {
  id: string;
  email: string;
  fullName: string;
  role: "customer" | "agent" | "admin";
  customerId: string | null;
  locale: string;
  timeZone: string;
};

/** A browser that shows notifications, with the keys that what goes there is encrypted for. */
export type PushDevice = { id: string; endpoint: string; p256dh: string; auth: string };

/** One notification on its way out by one channel, as the database hands it to the worker. */
export type Delivery = {
  id: string;
  channel: Channel;
  attempts: number;
  notification: NotificationRecord;
  reader: OutboxReader;
  group: NotificationGroup;
  isUrgent: boolean;
  branding: unknown;
  /** Ends e-mails of this group without signing in; null where they cannot be ended. */
  unsubscribe: string | null;
  devices: PushDevice[] | null;
  /** The number and the approved template, for WhatsApp alone. */
  whatsapp: { to: string; name: string; language: string; parameters: TemplateParameter[] } | null;
};

/** The digest of one person whose hour has come, latest first. */
export type Digest = {
  digestId: string;
  items: NotificationRecord[];
  reader: OutboxReader;
  branding: unknown;
  digest: "off" | "daily" | "weekly" | null;
  unsubscribe: string;
};

/** How a delivery went. `error` is a word of `notifications.deliveries.error`, `detail` is for staff to read. */
export type Outcome = {
  status: "sent" | "kept" | "failed" | "dead" | "skipped";
  error?: string;
  detail?: string;
  providerId?: string;
};
