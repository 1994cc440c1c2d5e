import { createHash } from "node:crypto";
import { NextRequest } from "next/server";
import { vi } from "vitest";
import { sign } from "@/lib/integrations/signature";
import { replyAddress } from "@/lib/mailbox/reply-address";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type SampleValues, sampleMail } from "../../helpers/mail-samples";
import { type Person, signedIn } from "../../helpers/people";
import { routeContext, SITE } from "../../helpers/visitor";

export const SECRET = "a-secret-of-the-test-suite";
const DOMAIN = "reply.example.com";

export type Answer = {
  status: number;
  data?: { id: string; repeated: boolean };
  error?: { code: string; reason?: string };
};
export type Kept = {
  id: string;
  state: string;
  reason: string | null;
  ticket_id: string | null;
  ticket_message_id: string | null;
  raw_path: string | null;
  authentication: string;
  body_text: string | null;
  from_address: string | null;
  subject: string;
};

/** A desk with a mailbox: a database, two customers, an agent, the endpoint and the jobs behind it. */
export async function openDesk() {
  const supabase: TestSupabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
    SITE_URL: "https://portal.example.com",
    MAIL_FROM: "Portico <support@example.com>",
    INBOUND_EMAIL_SECRET: SECRET,
    REPLY_DOMAIN: DOMAIN,
  });
  vi.resetModules();
  const { POST } = await import("@/app/api/webhooks/email/route");
  const { runJobs } = await import("@/lib/platform/jobs");
  const { mailboxJobs } = await import("@/lib/mailbox/jobs");
  const { notificationJobs } = await import("@/lib/notifications/jobs");
  const { uploadJobs } = await import("@/lib/uploads/jobs");
  const customer = await signedIn(supabase, "Thandi Nkosi");
  const agent = await signedIn(supabase, "Lerato Molefe", "agent");

  async function post(body: Buffer | string, headers: Record<string, string>): Promise<Answer> {
    const request = new NextRequest(`${SITE}/api/webhooks/email`, {
      method: "POST",
      body: body as BodyInit,
      headers,
    });
    const response = await POST(request, routeContext());
    return { status: response.status, ...((await response.json()) as Omit<Answer, "status">) };
  }
  const deliver = (mail: Buffer, type = "message/rfc822", at = new Date()) =>
    post(mail, {
      "content-type": type,
      "x-portico-signature": sign(SECRET, Math.floor(at.getTime() / 1_000), mail),
    });
  /** Runs what is queued, and fails on a job that fails. */
  async function work(worker = "w"): Promise<void> {
    for (;;) {
      const run = await runJobs(worker, { ...mailboxJobs, ...notificationJobs, ...uploadJobs }, 50);
      if (!run.ok) throw new Error(run.error.code);
      if (run.value.failed > 0) {
        const [job] = await supabase.sql<{ kind: string; last_error: string }>(
          "select kind, last_error from public.jobs where last_error is not null order by id desc limit 1",
        );
        throw new Error(`${job?.kind}: ${job?.last_error}`);
      }
      if (run.value.claimed === 0) return;
    }
  }
  async function kept(id: string | undefined): Promise<Kept> {
    const [row] = await supabase.sql<Kept>(
      `select id, state::text, reason, ticket_id, ticket_message_id, raw_path, authentication, body_text, from_address, subject
       from public.inbound_emails where id = $1`,
      [id],
    );
    if (!row) throw new Error("not kept");
    return row;
  }
  return {
    supabase,
    customer,
    agent,
    post,
    deliver,
    work,
    kept,
    /** Delivers a sample, runs the jobs, and says what became of it. */
    async receive(name: string, values: SampleValues = {}): Promise<Kept> {
      const type = name.endsWith(".json") ? "application/json" : "message/rfc822";
      const answer = await deliver(sampleMail(name, values), type);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.error)}`);
      await work();
      return kept(answer.data?.id);
    },
    /** The e-mail that a person got last about a ticket, and where they would answer it. */
    async lastMailTo(address: string, ticketId: string) {
      await work();
      const [row] = await supabase.sql<{ message_id: string; reply_to: string; id: string }>(
        "select id, message_id, reply_to from public.email_logs where to_address = $1 and ticket_id = $2 order by created_at desc limit 1",
        [address, ticketId],
      );
      if (!row) throw new Error("no e-mail");
      return row;
    },
    replyAddress: (ticketId: string, address: string) =>
      replyAddress({ secrets: [SECRET], domain: DOMAIN }, ticketId, address),
    async message(id: string | null) {
      const [row] = await supabase.sql<{
        body: string;
        author_type: string;
        author_id: string | null;
        author_name: string;
        ticket_id: string;
        files: number;
      }>(
        `select m.body, m.author_type::text, m.author_id, m.author_name, m.ticket_id,
           (select count(*)::int from public.ticket_attachments a where a.message_id = m.id and a.stored_at is not null) as files
         from public.ticket_messages m where m.id = $1`,
        [id],
      );
      if (!row) throw new Error("no message");
      return row;
    },
    async ticket(id: string | null) {
      const [row] = await supabase.sql<{
        id: string;
        number: string;
        subject: string;
        status: string;
        channel: string;
        customer_id: string;
        requester_id: string | null;
        follow_up_of: string | null;
        message_count: number;
      }>(
        "select id, number, subject, status::text, channel::text, customer_id, requester_id, follow_up_of, message_count from public.support_tickets where id = $1",
        [id],
      );
      if (!row) throw new Error("no ticket");
      return row;
    },
    /** A customer of record who never signed up. */
    async profile(fullName: string, email: string): Promise<string> {
      const [row] = await supabase.sql<{ id: string }>(
        "insert into public.customer_profiles (full_name, email) values ($1, $2) returning id",
        [fullName, email],
      );
      return row?.id ?? "";
    },
    async stranger(fullName: string): Promise<Person> {
      return signedIn(supabase, fullName);
    },
    reset: async () => {
      await supabase.sql("delete from private.rate_limits");
      await supabase.sql("delete from public.jobs");
      // Who could not be reached once is written to no more.
      await supabase.sql("delete from public.email_suppressions");
    },
    sha256: (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex"),
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;
