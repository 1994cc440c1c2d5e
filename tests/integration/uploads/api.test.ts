import { createHash } from "node:crypto";
import { NextRequest } from "next/server";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DELETE as deleteUpload, GET as getUpload } from "@/app/api/portal/uploads/[id]/route";
import { POST as postUpload } from "@/app/api/portal/uploads/route";
import { retentionJobs } from "@/lib/retention/jobs";
import { uploadJobs } from "@/lib/uploads/jobs";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { openTicket, type Person, reply, signedIn } from "../../helpers/people";
import { routeContext, SITE } from "../../helpers/visitor";
import { HTML, heic, PDF, photo, SVG } from "../../unit/uploads/files";

type Stored = { id: string; fileName: string; mimeType: string; size: number; scanStatus: string };
type Row = {
  storage_path: string;
  sha256: string;
  size: number;
  width: number;
  height: number;
  file_name: string;
};

let supabase: TestSupabase;
let customer: Person;
let stranger: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

async function upload(who: Person | null, bytes: Uint8Array, name: string, ticketId?: string) {
  const form = new FormData();
  form.set("file", new File([Uint8Array.from(bytes)], name));
  if (ticketId) form.set("ticketId", ticketId);
  const headers = { origin: SITE, ...(who ? { authorization: `Bearer ${who.token}` } : {}) };
  const request = new NextRequest(`${SITE}/api/portal/uploads`, { method: "POST", body: form, headers });
  const response = await postUpload(request, routeContext());
  const body = (await response.json()) as { data: Stored; error: { code: string; reason?: string } };
  return { status: response.status, ...body };
}

async function visit(handler: typeof getUpload, method: string, who: Person, id: string) {
  const request = new NextRequest(`${SITE}/api/portal/uploads/${id}`, {
    method,
    headers: { origin: SITE, authorization: `Bearer ${who.token}` },
  });
  const response = await handler(request, routeContext({ id }));
  const text = await response.text();
  const error = text.startsWith("{")
    ? (JSON.parse(text) as { error: { code: string; reason: string } }).error
    : null;
  return {
    status: response.status,
    location: response.headers.get("location"),
    headers: response.headers,
    error,
  };
}
const open = (who: Person, id: string) => visit(getUpload, "GET", who, id);

const rowOf = async (id: string) =>
  (await supabase.sql<Row>("select * from public.ticket_attachments where id = $1", [id]))[0];
const objects = () => supabase.sql<{ name: string }>("select name from storage.objects");

describe("a photo", () => {
  test("is stored upright, without the place it was taken at, under a path of ids", async () => {
    const { status, data } = await upload(customer, await photo("jpeg"), "C:\\me\\Küche 1.JPG");
    expect(status).toBe(201);
    expect(data).toEqual({
      id: expect.any(String),
      fileName: "Küche 1.JPG",
      mimeType: "image/jpeg",
      size: expect.any(Number),
      scanStatus: "skipped",
    });

    const { location, headers } = await open(customer, data.id);
    expect(headers.get("cache-control")).toContain("no-store");
    const file = await fetch(location ?? "");
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(file.headers.get("content-disposition") ?? "").not.toContain("attachment");
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(await rowOf(data.id)).toMatchObject({
      storage_path: `${customer.customerId}/${data.id}/kuche-1.jpg`,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      size: bytes.length,
      width: 20,
      height: 40,
    });
  });

  test("of a phone's own kind is stored as it is, but for its metadata", async () => {
    const { status, data } = await upload(customer, heic(), "IMG_1.HEIC");
    expect([status, data.mimeType]).toEqual([201, "image/heic"]);
    const file = await fetch((await open(customer, data.id)).location ?? "");
    expect(await file.text()).not.toContain("GPS");
  });
});

test("anything but a picture is downloaded under its own name, never shown", async () => {
  const { data } = await upload(customer, PDF, "Rechnung März.pdf");
  const file = await fetch((await open(customer, data.id)).location ?? "");
  expect(file.headers.get("content-disposition")).toContain("attachment");
  expect(file.headers.get("content-disposition")).toContain(encodeURIComponent("Rechnung März.pdf"));
});

test("a link ends within a minute", async () => {
  const { data } = await upload(customer, PDF, "a.pdf");
  const token = new URL((await open(customer, data.id)).location ?? "").searchParams.get("token") ?? "";
  const { exp, iat } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    number
  >;
  expect((exp ?? 0) - (iat ?? 0)).toBeLessThanOrEqual(60);
});

describe("what is refused", () => {
  test.each<[string, Uint8Array, string, number, string]>([
    ["eleven megabytes", new Uint8Array(11 * 1024 * 1024), "a.png", 413, "payload_too_large"],
    ["HTML called .png", HTML, "photo.png", 415, "unsupported_media_type"],
    ["SVG", SVG, "logo.svg", 415, "unsupported_media_type"],
    [
      "half a picture",
      Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]),
      "a.jpg",
      415,
      "unsupported_media_type",
    ],
    ["nothing", new Uint8Array(), "a.txt", 422, "validation_failed"],
  ])("%s", async (_what, bytes, name, status, code) => {
    const before = (await objects()).length;
    const answer = await upload(customer, bytes, name);
    expect([answer.status, answer.error.code]).toEqual([status, code]);
    expect(await objects()).toHaveLength(before);
  });

  test("a file from nobody", async () => {
    expect((await upload(null, PDF, "a.pdf")).status).toBe(401);
  });

  test("a file for somebody else's ticket", async () => {
    const ticket = await openTicket(customer);
    expect((await upload(stranger, PDF, "a.pdf", ticket.id)).status).toBe(404);
    expect((await upload(stranger, PDF, "a.pdf", "1 or 1=1")).status).toBe(404);
  });
});

describe("who may open a file", () => {
  test("before it is sent: only who uploaded it", async () => {
    const { data } = await upload(customer, PDF, "a.pdf");
    expect((await open(customer, data.id)).status).toBe(302);
    expect((await open(stranger, data.id)).status).toBe(404);
  });

  test("afterwards: who sees the ticket, and nobody else, by any way", async () => {
    const ticket = await openTicket(customer);
    const { data } = await upload(customer, PDF, "slip.pdf", ticket.id);
    await reply(customer, ticket.id, { body: "Here it is", attachmentIds: [data.id] });
    expect((await open(customer, data.id)).status).toBe(302);
    expect((await open(agent, data.id)).status).toBe(302);
    expect(await open(stranger, data.id)).toMatchObject({ status: 404, location: null });
    expect((await open(stranger, "not-an-id")).status).toBe(404);

    const path = (await rowOf(data.id))?.storage_path ?? "";
    for (const who of [customer, stranger, agent]) {
      const direct = await who.db.storage.from("ticket-attachments").download(path);
      expect(direct.data).toBeNull();
      const signed = await who.db.storage.from("ticket-attachments").createSignedUrl(path, 600);
      expect(signed.data).toBeNull();
      const put = await who.db.storage.from("ticket-attachments").upload(`${who.id}/x.pdf`, PDF);
      expect(put.data).toBeNull();
    }
    const { data: rows } = await stranger.db.from("ticket_attachments").select("id").eq("id", data.id);
    expect(rows).toEqual([]);
  });

  test("a file on a note: staff alone", async () => {
    const ticket = await openTicket(customer);
    const { status, data } = await upload(agent, PDF, "internal.pdf", ticket.id);
    expect(status).toBe(201);
    await reply(agent, ticket.id, { body: "See file", internal: true, attachmentIds: [data.id] });
    expect((await open(agent, data.id)).status).toBe(302);
    expect((await open(customer, data.id)).status).toBe(404);
  });

  test.each([
    ["pending", 409, "scan_pending"],
    ["infected", 403, "infected"],
  ])("one that is %s: nobody", async (scanStatus, status, reason) => {
    const { data } = await upload(customer, PDF, "a.pdf");
    await supabase.sql(
      "update public.ticket_attachments set scan_status = $2::public.scan_status where id = $1",
      [data.id, scanStatus],
    );
    expect(await open(customer, data.id)).toMatchObject({ status, location: null, error: { reason } });
  });
});

describe("a file that is not sent", () => {
  const remove = (who: Person, id: string) => visit(deleteUpload, "DELETE", who, id);

  test("is removed by who uploaded it, with its bytes, and by nobody else", async () => {
    const { data } = await upload(customer, PDF, "a.pdf");
    const path = (await rowOf(data.id))?.storage_path;
    expect((await remove(stranger, data.id)).status).toBe(404);
    expect((await remove(agent, data.id)).status).toBe(404);
    expect((await remove(customer, data.id)).status).toBe(204);
    expect((await remove(customer, data.id)).status).toBe(404);
    expect((await objects()).map(({ name }) => name)).not.toContain(path);
  });

  test("stays once it was sent", async () => {
    const ticket = await openTicket(customer);
    const { data } = await upload(customer, PDF, "a.pdf");
    await reply(customer, ticket.id, { body: "Here", attachmentIds: [data.id] });
    expect((await remove(customer, data.id)).status).toBe(404);
    expect((await open(customer, data.id)).status).toBe(302);
  });

  test("is swept after a day, and the job may run twice", async () => {
    const { data: old } = await upload(customer, PDF, "old.pdf");
    const { data: young } = await upload(customer, PDF, "young.pdf");
    const path = (await rowOf(old.id))?.storage_path;
    await supabase.sql(
      "update public.ticket_attachments set created_at = now() - interval '25 hours' where id = $1",
      [old.id],
    );
    for (let run = 0; run < 2; run += 1) await uploadJobs.sweep_uploads?.({}, { jobId: 1, attempt: 1 });
    expect(await rowOf(old.id)).toBeUndefined();
    expect(await rowOf(young.id)).toBeDefined();
    expect((await objects()).map(({ name }) => name)).not.toContain(path);
  });
});

test("files of a ticket that was closed long ago go with their bytes once the policy is on, and the ticket says so", async () => {
  const ticket = await openTicket(customer);
  const { data } = await upload(customer, PDF, "old.pdf");
  const { data: other } = await upload(customer, PDF, "waits.pdf");
  await reply(customer, ticket.id, { body: "Here", attachmentIds: [data.id] });
  const path = (await rowOf(data.id))?.storage_path;
  await supabase.sql(
    "update public.support_tickets set status = 'closed', closed_at = now() - interval '3 years' where id = $1",
    [ticket.id],
  );
  const keep = () => retentionJobs.keep_retention?.({}, { jobId: 1, attempt: 1 });
  await keep();
  expect((await open(customer, data.id)).status).toBe(302);

  await supabase.sql("update private.retention_policies set is_active = true where key = 'ticket_files'");
  await keep();
  expect((await open(customer, data.id)).status).toBe(404);
  expect((await objects()).map(({ name }) => name)).not.toContain(path);
  expect(await rowOf(other.id)).toBeDefined();
  expect(
    await supabase.sql(
      "select new_value from public.ticket_events where type = 'files_removed' and ticket_id = $1",
      [ticket.id],
    ),
  ).toEqual([{ new_value: "1" }]);
  expect(await supabase.sql("select path from private.doomed_objects")).toEqual([]);
  await keep();
});

test("what a policy would touch is what the daily job touches, of every policy that is switched on", async () => {
  const [old] = await supabase.sql<{ id: string }>(
    "insert into public.notifications (user_id, event, resource_type, resource_id, data, dedupe_key, created_at) values ($1, 'ticket_created', 'ticket', gen_random_uuid(), '{}', 'long ago', now() - interval '5 years') returning id",
    [customer.id],
  );
  const preview = async () => {
    const [row] = await supabase.sql<{ preview: { count: number; examples: string[] } }>(
      "select private.retention_preview(p, p.keep_days) as preview from private.retention_policies p where p.key = 'notifications'",
    );
    return row?.preview;
  };
  expect(await preview()).toMatchObject({ count: 1, examples: [old?.id] });
  expect(await preview(), "looking changes nothing").toMatchObject({ count: 1 });

  const policies = await supabase.sql<{ key: string }>(
    "update private.retention_policies set is_active = true where key <> 'audit' returning key",
  );
  const [before] = await supabase.sql<{ id: number }>(
    "select coalesce(max(id), 0) as id from private.retention_runs",
  );
  await retentionJobs.keep_retention?.({}, { jobId: 1, attempt: 1 });
  expect(await preview()).toMatchObject({ count: 0 });
  expect(await supabase.sql("select 1 from public.notifications where id = $1", [old?.id])).toEqual([]);
  const kept = await supabase.sql<{ policy: string }>(
    "select distinct policy from private.retention_runs where finished_at is not null and id > $1",
    [before?.id],
  );
  expect(kept.map(({ policy }) => policy).toSorted()).toEqual(policies.map(({ key }) => key).toSorted());
});

test("what cannot be stored leaves no trace", async () => {
  await supabase.sql(
    "update storage.buckets set allowed_mime_types = array['image/png'] where id = 'ticket-attachments'",
  );
  try {
    const answer = await upload(customer, PDF, "stranded.pdf");
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(
      await supabase.sql("select 1 from public.ticket_attachments where file_name = 'stranded.pdf'"),
    ).toEqual([]);
  } finally {
    await supabase.sql(
      "update storage.buckets set allowed_mime_types = null where id = 'ticket-attachments'",
    );
  }
});
