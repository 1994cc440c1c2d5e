import { z } from "zod";

/** What a mail provider says of an address: it cannot be reached, its owner complained, or it could not just now. */
export type EmailReport = { address: string; kind: "bounce" | "complaint" | "soft"; detail: string };

const postmark = z.object({
  RecordType: z.string(),
  Type: z.string().optional(),
  Email: z.string().max(320).optional(),
  Recipient: z.string().max(320).optional(),
  Description: z.string().max(5_000).optional(),
  Inactive: z.boolean().optional(),
  SuppressSending: z.boolean().optional(),
  SuppressionReason: z.string().nullish(),
});

const recipient = z.object({
  emailAddress: z.string().max(400),
  diagnosticCode: z.string().max(5_000).optional(),
});
const ses = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: z.array(recipient).max(100) }).optional(),
  complaint: z.object({ complainedRecipients: z.array(recipient).max(100) }).optional(),
});

/** Amazon's envelope: `Message` is JSON of its own. */
export const snsEnvelope = z.object({
  Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
  Message: z.string().max(300_000).default(""),
  SubscribeURL: z.string().max(2_000).optional(),
});

/** What Postmark's bounce, spam complaint and subscription webhooks say; empty for what is no report; null for none of theirs. */
export function readPostmarkReport(body: unknown): EmailReport[] | null {
  const parsed = postmark.safeParse(body);
  if (!parsed.success) return null;
  const { RecordType, Type, Email, Recipient, Description, Inactive, SuppressSending, SuppressionReason } =
    parsed.data;
  const address = Email ?? Recipient;
  const report = (kind: EmailReport["kind"], detail: string) =>
    address ? [{ address, kind, detail: detail.slice(0, 500) }] : [];
  if (RecordType === "SpamComplaint") return report("complaint", "SpamComplaint");
  if (RecordType === "SubscriptionChange") {
    const kind = SuppressionReason === "HardBounce" ? "bounce" : "complaint";
    return SuppressSending ? report(kind, SuppressionReason ?? RecordType) : [];
  }
  if (RecordType !== "Bounce") return [];
  if (Type === "SpamComplaint" || Type === "SpamNotification") return report("complaint", Type);
  const isHard = Inactive === true || Type === "HardBounce" || Type === "BadEmailAddress";
  return report(isHard ? "bounce" : "soft", Description ?? Type ?? RecordType);
}

/** What Amazon SES says, by the message inside of its envelope. */
export function readSesReport(message: unknown): EmailReport[] {
  const parsed = ses.safeParse(message);
  if (!parsed.success) return [];
  const { bounce, complaint } = parsed.data;
  const bounces = (bounce?.bouncedRecipients ?? []).map(({ emailAddress, diagnosticCode }) => ({
    address: bare(emailAddress),
    kind: bounce?.bounceType === "Permanent" ? ("bounce" as const) : ("soft" as const),
    detail: (diagnosticCode ?? bounce?.bounceType ?? "").slice(0, 500),
  }));
  const complaints = (complaint?.complainedRecipients ?? []).map(({ emailAddress }) => ({
    address: bare(emailAddress),
    kind: "complaint" as const,
    detail: "Complaint",
  }));
  return [...bounces, ...complaints];
}

/** Whether Amazon asks there to confirm a subscription: its own host, by https, and nothing else. */
export function isSnsConfirmation(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username } = new URL(url);
  return (
    protocol === "https:" &&
    port === "" &&
    username === "" &&
    /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(hostname)
  );
}

/** `Some One <a@b.example>` or `<a@b.example>` as the address alone. */
function bare(address: string): string {
  return /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
}

const status = z.object({
  id: z.string().max(200),
  status: z.string().max(20),
  errors: z.array(z.object({ code: z.number(), title: z.string().max(500).default("") })).optional(),
});
const message = z.object({
  from: z.string().regex(/^\d{5,15}$/),
  text: z.object({ body: z.string().max(10_000) }).optional(),
  button: z.object({ text: z.string().max(200) }).optional(),
});
const change = z.object({
  field: z.string().max(60),
  value: z.object({
    statuses: z.array(status).max(1_000).optional(),
    messages: z
      .array(message.catch({ from: "00000" }))
      .max(1_000)
      .optional(),
    event: z.string().max(40).optional(),
    message_template_name: z.string().max(512).optional(),
    message_template_language: z.string().max(20).optional(),
  }),
});

/** The body of WhatsApp's webhooks, as far as it concerns us. */
export const whatsappReport = z.object({
  object: z.string(),
  entry: z.array(z.object({ changes: z.array(change).max(1_000) })).max(1_000),
});

/** Whether somebody wants no more messages: the one word, in the languages that we write in or near them. */
export function isStop(text: string): boolean {
  return /^\W*(stop|stop all|stopall|unsubscribe|opt[ -]?out|cancel|end|quit|hou op|yima|emisa)\W*$/i.test(
    text.trim(),
  );
}

/** WhatsApp's word for the state of a template, as ours. */
export function templateStatusOf(event: string): "approved" | "rejected" | "paused" | "pending" | null {
  const words = {
    APPROVED: "approved",
    REJECTED: "rejected",
    PAUSED: "paused",
    DISABLED: "paused",
    PENDING: "pending",
  } as const;
  return words[event as keyof typeof words] ?? null;
}
