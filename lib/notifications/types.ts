/** What somebody can be told of, as the database's check lists them; a test compares the two. */
export const NOTIFICATION_EVENTS = [
  "ticket_created",
  "ticket_reply",
  "ticket_status",
  "ticket_assigned",
  "ticket_closing",
  "sla_at_risk",
  "sla_breached",
  "ticket_team",
  "ticket_rule",
  "ticket_answer_refused",
  "email_bounced",
  "ticket_merged",
  "ticket_split",
  "ticket_woken",
  "order_status",
  "invoice_issued",
  "invoice_paid",
  "payment_received",
  "payment_failed",
  "payment_attention",
  "refund_requested",
  "refund_approved",
  "refund_rejected",
  "service_changed",
  "installation_step",
  "domain_status",
  "quote_requested",
  "quote_changes_requested",
  "quote_accepted",
  "quote_declined",
  "quote_sent",
  "quote_revised",
  "quote_expiring",
  "quote_expired",
  "quote_withdrawn",
  "quote_converted",
  "draft_returned",
  "file_infected",
  "scanner_status",
  "privacy_received",
  "privacy_due",
  "privacy_extended",
  "privacy_done",
  "privacy_refused",
  "privacy_cancelled",
  "privacy_deletion_scheduled",
  "privacy_export_ready",
  "call_booked",
  "call_moved",
  "call_cancelled",
  "call_reminder",
  "call_slot_free",
  "call_assigned",
  "call_summary",
  "email_off",
  "notification_test",
  "reseller_applied",
  "reseller_status",
  "security_email_changed",
  "security_phone_changed",
  "security_password_changed",
  "security_factor_added",
  "security_factor_removed",
  "security_factor_reset",
  "security_codes_renewed",
  "security_recovery_used",
  "security_signin_new",
  "security_audit_broken",
  "system",
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** What people choose channels for, in the order of the page; the database says which event belongs where. */
export const NOTIFICATION_GROUPS = [
  "tickets",
  "desk",
  "orders",
  "billing",
  "quotes",
  "services",
  "domains",
  "calls",
  "privacy",
  "system",
  "security",
] as const;
export type NotificationGroup = (typeof NOTIFICATION_GROUPS)[number];

/** The ways out of the portal. In the portal itself everything is told. */
export const CHANNELS = ["email", "whatsapp", "push"] as const;
export type Channel = (typeof CHANNELS)[number];

/** The two views of the list. */
export const NOTIFICATION_VIEWS = ["all", "unread"] as const;
export type NotificationView = (typeof NOTIFICATION_VIEWS)[number];

/** What a notification says is made from `event` and `data` when somebody reads it. Times are ISO 8601 in UTC. */
export type NotificationRecord = {
  id: string;
  event: NotificationEvent;
  resourceType: string | null;
  resourceId: string | null;
  data: Record<string, unknown>;
  readAt: string | null;
  createdAt: string;
};

/** A notification in words. */
export type Notification = NotificationRecord & {
  /** "Lerato Molefe replied" */
  title: string;
  /** What it is about: "Left channel crackles". */
  detail: string | null;
  /** Who caused it; null for the portal itself. */
  actorName: string | null;
  /** The page to go to, for this reader. */
  href: string | null;
};
