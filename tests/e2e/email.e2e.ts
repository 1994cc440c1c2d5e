import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject } from "vitest";
import { INBOUND_EMAIL_SECRET } from "../helpers/app.ts";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";
import { type SampleValues, sampleMail } from "../helpers/mail-samples.ts";
import { call, dataOf, newcomer, openTicket, service, signedIn } from "./program.ts";

const PATIENCE = { timeout: 15_000 };

/** The script that docs/email.md gives to those with a mail server of their own. */
const SCRIPT =
  /```sh\n(#!\/bin\/sh\n[\s\S]*?)```/.exec(
    readFileSync(join(import.meta.dirname, "../../docs/email.md"), "utf8"),
  )?.[1] ?? "";

/** Delivers an e-mail the way a mail server does; says how the script ended. */
function deliver(name: string, values: SampleValues, secret = INBOUND_EMAIL_SECRET): Promise<number | null> {
  const shell = spawn("sh", ["-c", SCRIPT], {
    env: { ...process.env, INBOUND_EMAIL_SECRET: secret, URL: inject("app").url },
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.stdin.end(sampleMail(name, values));
  return new Promise((resolve) => shell.on("close", resolve));
}

type Message = { body: string; authorType: string };

describe("e-mail", () => {
  test("an answer to our e-mail is a message of its ticket; a server without the secret keeps it", async () => {
    const [customer, agent] = await Promise.all([newcomer(), signedIn("agent")]);
    const ticket = await openTicket(customer);
    const answer = { body: "Please press the reset button." };
    dataOf(await call(`/api/admin/tickets/${ticket.id}/messages`, { token: agent.token, body: answer }), 201);
    const sent = async () => {
      const path = `/rest/v1/email_logs?select=message_id,reply_to&ticket_id=eq.${ticket.id}&template=eq.ticket_reply`;
      return ((await service(path)).json as { message_id: string; reply_to: string }[])[0];
    };
    await expect.poll(sent, PATIENCE).toBeDefined();
    const mail = await sent();
    const values = { from: customer.email, to: mail?.reply_to ?? "", inReplyTo: mail?.message_id ?? "" };

    expect(await deliver("gmail-en.eml", values, "another-secret-of-somebody")).toBe(75);
    expect(await deliver("gmail-en.eml", values)).toBe(0);
    const messages = async () => {
      const path = `/api/portal/tickets/${ticket.id}/messages`;
      return dataOf<Message[]>(await call(path, { token: customer.token })).map(({ body }) => body);
    };
    await expect
      .poll(messages, PATIENCE)
      .toContain("Hi Lerato,\n\nIt works now – thank you! But the \\*second\\* amplifier hums.\n\nThandi");
  });

  test("a stranger's waits until staff say whose it is", async ({ newPage }) => {
    const customer = await newcomer();
    const subject = `Speakers for a lodge ${Date.now()}`;
    const page = await newPage({ as: "agent" });
    await page.goto("/admin/mail");
    await page.getByRole("heading", { level: 1, name: "E-mail" }).waitFor(PATIENCE);
    expect(await deliver("nested.eml", { from: `${crypto.randomUUID()}@lodge.example`, name: subject })).toBe(
      0,
    );

    // It comes in while somebody looks.
    const row = page.getByRole("row", { name: new RegExp(subject) });
    await row.getByRole("link").click(PATIENCE);
    await page.getByText("The address belongs to no customer").waitFor(PATIENCE);
    await page.getByText("Rechnung Müller.pdf").waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Open ticket" }).click();
    await page.getByText("Choose the customer this e-mail is from.").waitFor(PATIENCE);
    await page.getByRole("combobox", { name: "Customer" }).fill(customer.email);
    await page.getByRole("option").first().click(PATIENCE);
    await page.getByRole("button", { name: "Open ticket" }).click();
    const link = page.getByRole("link", { name: /^Go to TKT-/ });
    await link.waitFor(PATIENCE);
    await link.click();
    await page.getByRole("heading", { level: 1, name: "Two amplifiers, one hums" }).waitFor(PATIENCE);
  });
});
