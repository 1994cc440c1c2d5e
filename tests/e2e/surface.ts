// What the migrations make, and who of those outside is meant to reach it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import {
  type Answer,
  type Call,
  call,
  dataOf,
  newcomer,
  openTicket,
  type Person,
  signedIn,
  supabase,
  type Ticket,
  upload,
} from "./program.ts";

const MIGRATIONS = join(import.meta.dirname, "../../supabase/migrations");
const SQL = readdirSync(MIGRATIONS)
  .map((file) => readFileSync(join(MIGRATIONS, file), "utf8"))
  .join("\n");

/** Every table with its first column, from the migrations. */
export const TABLES = [...SQL.matchAll(/^create table (public|private)\.(\w+)\s*\(\s*(\w+)/gm)].map(
  ([, schema = "", table = "", column = ""]) => ({ schema, table, column }),
);
/** Every function with the names of its parameters. */
export const FUNCTIONS = [
  ...SQL.matchAll(/^create function (public|private)\.(\w+)\s*\(([^)]*)\)\s*(?:returns\s+(\w+))?/gm),
]
  .map(([, schema = "", name = "", parameters = "", returns = ""]) => ({
    schema,
    name,
    parameters: [...parameters.matchAll(/\b(p_\w+) /g)].map(([, parameter = ""]) => parameter),
    returns,
  }))
  .filter(({ returns }) => returns !== "trigger");

/** What everybody who is signed in may read: it belongs to nobody. */
export const SHARED = [
  "app_settings",
  "business_hours",
  "holidays",
  "kb_articles",
  "kb_categories",
  "kb_chunks",
  "kb_redirects",
  "products",
  "service_packages",
  "sla_policies",
  "ticket_categories",
  "ticket_issue_types",
];
/** What visitors may read without signing in, as far as it is published. */
export const FOR_VISITORS = [
  "app_settings",
  "kb_articles",
  "kb_categories",
  "kb_chunks",
  "kb_embeddings",
  "kb_redirects",
];
/** What only staff may read. */
export const STAFF_ONLY = [
  "automation_rules",
  "automation_runs",
  "classifier_models",
  "email_logs",
  "email_suppressions",
  "inbound_emails",
  "insight_feedback",
  "jobs",
  "kb_article_versions",
  "kb_gaps",
  "kb_images",
  "kb_searches",
  "message_logs",
  "notification_deliveries",
  "payment_events",
  "quote_events",
  "sla_recomputations",
  "staff_absences",
  "team_members",
  "teams",
  "ticket_drafts",
  "ticket_attachment_scans",
  "ticket_correspondents",
  "ticket_insights",
  "ticket_links",
  "ticket_snoozes",
  "ticket_promises",
  "ticket_tags",
  "ticket_templates",
  "whatsapp_templates",
  "agent_availability",
  "agent_call_profiles",
  "agent_call_skills",
  "agent_time_off",
  "availability_exceptions",
  "call_notes",
];
/** What a customer may call. All of it looks at who is calling. */
export const COMMANDS = [
  "accept_quote",
  "add_domain",
  "answer_by_article",
  "apply_as_reseller",
  "begin_chat_turn",
  "begin_checkout",
  "bind_push_subscription",
  "cancel_call",
  "get_second_factor",
  "restore_call",
  "cancel_privacy_request",
  "change_ticket_status",
  "claim_customer_number",
  "confirm_chat_action",
  "create_ticket",
  "decide_call_action",
  "decline_chat_action",
  "decline_quote",
  "delete_chat_session",
  "end_sessions",
  "escalate_chat_session",
  "find_document",
  "find_record_id",
  "get_access_weeks",
  "get_branding",
  "get_call",
  "get_call_desk",
  "get_call_transcript",
  "get_chat_desk",
  "get_chat_session",
  "get_chat_turn",
  "get_dashboard",
  "get_document_parties",
  "get_domain_challenge",
  "get_help_article",
  "get_help_category",
  "get_help_desk",
  "get_help_home",
  "get_invoice",
  "get_notification_preferences",
  "get_order",
  "get_privacy_overview",
  "get_privacy_receipt",
  "get_privacy_request",
  "get_profile",
  "get_quote",
  "get_reseller_application",
  "get_service",
  "get_ticket",
  "get_ticket_conversation",
  "get_ticket_transcript",
  "get_viewer",
  "invoice_statement",
  "invoice_summary",
  "join_call_waitlist",
  "judge_answer",
  "leave_call_waitlist",
  "list_activity",
  "list_call_slots",
  "list_domains",
  "list_message_files",
  "list_privacy_requests",
  "list_sessions",
  "list_ticket_categories",
  "list_ticket_messages",
  "log_assistant_read",
  "log_search",
  "mark_notifications_read",
  "mark_ticket_read",
  "move_call",
  "note_session",
  "open_privacy_export",
  "open_upload",
  "preview_deletion",
  "preview_promise",
  "preview_promises",
  "propose_call_action",
  "propose_chat_action",
  "quote_counts",
  "rate_chat_answer",
  "rate_ticket",
  "reactivate_email",
  "remove_address",
  "remove_domain",
  "remove_push_subscription",
  "rename_chat_session",
  "reply_to_ticket",
  "report_invoice_payment",
  "request_domain_check",
  "request_privacy",
  "request_quote",
  "request_quote_changes",
  "request_service_change",
  "restore_chat_session",
  "save_address",
  "save_notification_preferences",
  "schedule_call",
  "search_calls",
  "search_chat_sessions",
  "search_invoices",
  "search_knowledge",
  "search_orders",
  "search_own_accesses",
  "search_products",
  "search_quotes",
  "search_services",
  "search_tickets",
  "send_test_notification",
  "set_consent",
  "set_notification_read",
  "set_ticket_privacy",
  "skip_ticket_rating",
  "stop_chat_answer",
  "suggest_for_ticket",
  "support_hours",
  "ticket_stats",
  "ticket_subjects",
  "update_call",
  "update_preferences",
  "update_profile",
  "vote_article",
  "withdraw_reseller_application",
];

/** What staff may call, and what tells them something whatever they ask for. */
export const FOR_STAFF = [
  "delivery_counts",
  "desk_counts",
  "list_pressing_tickets",
  "privacy_request_counts",
  "search_privacy_requests",
  "get_assistant_settings",
  "get_classifier",
  "get_desk",
  "get_drafts",
  "get_embedding_progress",
  "get_processing_register",
  "get_retention",
  "get_settings",
  "get_kb_versions",
  "get_sla_settings",
  "kb_article_counts",
  "list_all_categories",
  "list_automation_rules",
  "list_automation_runs",
  "list_kb_articles",
  "list_kb_categories",
  "list_inbound_emails",
  "list_kb_gaps",
  "list_staff",
  "list_tags",
  "list_team_names",
  "list_teams",
  "list_templates",
  "order_kb_categories",
  "order_ticket_views",
  "search_customers",
  "search_deliveries",
  "template_counts",
  "update_ticket",
  "list_call_agents",
];

export type Who = "nobody" | "customer" | "customer2" | "agent";
export const EVERYBODY: readonly Who[] = ["nobody", "customer", "customer2", "agent"];

export type Scene = {
  tokens: Record<Who, string | undefined>;
  /** A customer whose things the others try to get at. */
  victim: Person & { customerId: string };
  /** Their ticket, with an internal note and with `fileId` attached. */
  secret: Ticket;
  fileId: string;
  /** Calls PostgREST as one of them. */
  rest: (path: string, who: Who, options?: Call) => Promise<Answer>;
};

/** Signs everybody in, and gives a customer something worth stealing. */
export async function setScene(): Promise<Scene> {
  const [customer, customer2, agent, victim] = await Promise.all([
    signedIn("customer"),
    signedIn("customer2"),
    signedIn("agent"),
    newcomer(),
  ]);
  const tokens = {
    nobody: undefined,
    customer: customer.token,
    customer2: customer2.token,
    agent: agent.token,
  };
  const fileId = dataOf<{ id: string }>(await upload(victim), 201).id;
  const secret = await openTicket(victim, { attachmentIds: [fileId] });
  const note = { body: "An internal note", internal: true };
  dataOf(await call(`/api/admin/tickets/${secret.id}/messages`, { token: agent.token, body: note }), 201);
  const rest: Scene["rest"] = (path, who, options) =>
    supabase(`/rest/v1/${path}`, { token: tokens[who], ...options });
  return { tokens, victim, secret, fileId, rest };
}

/** The rows of an answer of PostgREST or Storage. */
export function rowsOf(answer: Answer): Record<string, unknown>[] {
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  return answer.json as Record<string, unknown>[];
}

/** The code of a refusal. */
export function codeOf({ json }: Answer): string | undefined {
  return (json as { code?: string } | undefined)?.code;
}
