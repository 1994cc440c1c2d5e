import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestSupabase } from "../../helpers/embedded.ts";
import { eventually, startFixture } from "./fixtures.ts";

describe("the outbox", () => {
  let supabase: TestSupabase;
  const call = (method: string, path: string, key: string, body?: unknown) =>
    fetch(`${supabase.url}/dev/outbox${path}`, {
      method,
      headers: { apikey: key, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  beforeAll(async () => {
    supabase = await startFixture();
  });
  afterAll(() => supabase.close());

  test("keeps what the portal sends, newest first, in pages", async () => {
    for (const subject of ["one", "two", "three"]) {
      const message = { channel: "email", to: "ann@portico.test", subject, text: `About ${subject}` };
      const response = await call("POST", "", supabase.serviceKey, message);
      expect(response.status).toBe(201);
      expect((await response.json()).message).toMatchObject({ ...message, html: null });
    }
    const first = await (await call("GET", "?limit=2", supabase.serviceKey)).json();
    expect(first.messages.map(({ subject }: { subject: string }) => subject)).toEqual(["three", "two"]);
    const second = await (
      await call("GET", `?limit=2&before=${first.nextBefore}`, supabase.serviceKey)
    ).json();
    expect(second.messages.map(({ subject }: { subject: string }) => subject)).toEqual(["one"]);
    expect(second.nextBefore).toBeNull();
  });

  test("takes every channel and refuses what is none", async () => {
    const whatsapp = { channel: "whatsapp", to: "+27821234567", text: "Your technician is on the way" };
    expect((await call("POST", "", supabase.serviceKey, whatsapp)).status).toBe(201);
    for (const wrong of [{ channel: "pigeon", to: "x" }, { channel: "email" }, [], "text"]) {
      expect((await call("POST", "", supabase.serviceKey, wrong)).status).toBe(400);
    }
    expect((await call("GET", "?limit=1000", supabase.serviceKey)).status).toBe(400);
    expect((await call("DELETE", "", supabase.serviceKey)).status).toBe(405);
  });

  test("is open to the secret key alone", async () => {
    const user = await supabase.createUser();
    const client = await supabase.clientFor(user.email, user.password);
    const token = (await client.auth.getSession()).data.session?.access_token;
    const headers = { apikey: supabase.publishableKey, authorization: `Bearer ${token}` };
    expect((await fetch(`${supabase.url}/dev/outbox`, { headers })).status).toBe(401);
    expect((await call("GET", "", supabase.publishableKey)).status).toBe(401);
    expect((await call("POST", "", supabase.anonKey, {})).status).toBe(401);
    expect((await fetch(`${supabase.url}/dev/outbox`)).status).toBe(401);
  });

  test("holds e-mails that read well as text and as HTML", async () => {
    await supabase.client().auth.signUp({ email: "o'neil+1@portico.test", password: "long-enough-1" });
    const [message] = await supabase.outbox();
    expect(message?.subject).toBe("Confirm your e-mail address");
    expect(message?.text).toMatch(
      /^Portico\n\nConfirm your e-mail address\n\nThank you for signing up with o'neil\+1@/,
    );
    expect(message?.text).toMatch(
      /Confirm e-mail address: http:\/\/127\.0\.0\.1:3000\/auth\/confirm\?token_hash=[0-9a-f]+&type=signup&next=/,
    );
    expect(message?.html).toContain("o&#39;neil+1@portico.test");
    expect(`${message?.html}${message?.text}`).not.toMatch(/\{\{|&amp;amp;/);
  });
});

test("with an SMTP server, e-mails leave as well", async () => {
  const smtp = await startSmtp();
  const supabase = await startFixture({ smtp: { url: smtp.url, from: "Portico <portico@localhost>" } });
  try {
    await supabase.client().auth.signUp({ email: "new@portico.test", password: "long-enough-1" });
    const mail = await eventually(() => smtp.received.at(0));
    expect(mail).toContain("To: new@portico.test");
    expect(mail).toContain("Subject: Confirm your e-mail address");
    expect(await supabase.outbox()).toHaveLength(1);
  } finally {
    await supabase.close();
    await smtp.close();
  }
});

/** As much of an SMTP server as it takes to receive a message. */
async function startSmtp() {
  const received: string[] = [];
  const server = createServer((socket: Socket) => {
    let data: string | null = null;
    socket.setEncoding("utf8").write("220 test\r\n");
    socket.on("data", (chunk: string) => {
      if (data !== null) {
        data += chunk;
        if (!data.endsWith("\r\n.\r\n")) return;
        received.push(data);
        data = null;
        socket.write("250 kept\r\n");
        return;
      }
      if (chunk.startsWith("DATA")) data = "";
      socket.write(chunk.startsWith("DATA") ? "354 go on\r\n" : "250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
