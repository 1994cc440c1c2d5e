// Texts that break software. All is kept and shown as it was written, save what cannot be kept, or refused with 422.
import { beforeAll, describe, expect } from "vitest";
import { test } from "../helpers/browser.ts";
import { naughtyStrings } from "../unit/tickets/naughty-strings.ts";
import {
  call,
  dataOf,
  errorOf,
  newcomer,
  openTicket,
  type Person,
  PNG,
  signInBy,
  type Ticket,
  upload,
} from "./program.ts";

const STRINGS = naughtyStrings();
/** Some of them, spread over the list, where each takes a ticket or a file of its own. */
const sample = (count: number) => {
  const step = Math.max(1, Math.ceil(STRINGS.length / count));
  return STRINGS.filter((_, at) => at < 17 || at % step === 0).slice(0, count + 17);
};

/** What is left of a text: no control characters but tabs and line feeds, no halves of characters, no edges. */
const kept = (text: string) =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/(?![\t\n])\p{Cc}|\p{Surrogate}/gu, "")
    .trim();
const oneLine = (text: string) => kept(text).replace(/\s*[\t\n]\s*/g, " ");
const lengthOf = (text: string) => Array.from(text).length;

let customer: Person & { customerId: string };
let agent: Person;
beforeAll(async () => {
  [customer, agent] = await Promise.all([newcomer(), newcomer("agent")]);
});

/** By staff in the customer's name: other staff are not told of those. */
const open = (subject: string, description: string) =>
  call("/api/admin/tickets", {
    token: agent.token,
    body: { subject, description, category: "other", customerId: customer.customerId },
  });

describe("as a ticket", () => {
  test("they are kept, or refused as too long or empty", async () => {
    for (const text of sample(80)) {
      const answer = await open(text, text);
      const [subject, description] = [oneLine(text), kept(text)];
      if (description === "" || lengthOf(subject) > 200) {
        expect(errorOf(answer, 422).fields, JSON.stringify(text)).toHaveProperty("subject");
      } else {
        const made = dataOf<Ticket>(answer, 201);
        expect(made.subject).toBe(subject);
        expect(made.messages[0]?.body).toBe(description);
      }
    }
  });

  test("they are listed as they were written", async ({ newPage }) => {
    const page = await newPage({ tolerate: [/favicon/] });
    await signInBy(page, customer);
    const list = dataOf<Ticket[]>(await call("/api/portal/tickets?limit=100", { token: customer.token }));
    expect(list.length).toBeGreaterThan(10);
    await page.goto("/portal/tickets?view=all&limit=100");
    await page
      .getByText(list[0]?.subject ?? "")
      .first()
      .waitFor();
    const shown = ((await page.locator("main").textContent()) ?? "").replace(/\s+/gu, " ");
    for (const { subject } of list) expect(shown).toContain(subject.replace(/\s+/gu, " ").trim());
  });
});

describe("as messages", () => {
  test("they are kept, ten at a time", async () => {
    const ticket = await openTicket(customer);
    const path = `/api/admin/tickets/${ticket.id}/messages`;
    for (let at = 0; at < STRINGS.length; at += 10) {
      const text = STRINGS.slice(at, at + 10).join("\n\n");
      const answer = await call(path, { token: agent.token, body: { body: text, internal: true } });
      if (lengthOf(kept(text)) > 10_000) errorOf(answer, 422);
      else expect(dataOf<{ body: string }>(answer, 201).body).toBe(kept(text));
    }
    const read = dataOf<Ticket>(await call(`/api/admin/tickets/${ticket.id}`, { token: agent.token }));
    expect(read.messages.length).toBeGreaterThan(1);
  });

  test("staff read them on the page", async ({ newPage }) => {
    const ticket = dataOf<Ticket>(await open("Naughty", STRINGS.slice(0, 16).join("\n\n")), 201);
    const page = await newPage();
    await signInBy(page, agent);
    const response = await page.goto(`/admin/tickets/${ticket.number}`);
    expect(response?.status()).toBe(200);
    await page.getByText("田中さんにあげて下さい").first().waitFor();
    await page.getByText("<script>alert(1)</script>").first().waitFor();
  });
});

test("as words to look for they find something or nothing", async () => {
  for (const text of sample(130)) {
    const q = encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?"));
    for (const [path, token] of [
      ["/api/portal/tickets", customer.token],
      ["/api/admin/tickets", agent.token],
      ["/api/admin/customers", agent.token],
    ] as const) {
      const answer = await call(`${path}?q=${q}&limit=1`, { token });
      expect(answer.status, JSON.stringify(text)).toBe(lengthOf(kept(text)) > 200 ? 400 : 200);
    }
  }
});

test("as names of files they are cleaned", async () => {
  const owner = await newcomer();
  for (const text of sample(24)) {
    const stored = dataOf<{ id: string; fileName: string }>(
      await upload(owner, PNG, `${text.replace(/\p{Surrogate}/gu, "?")}.png`),
      201,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(stored.fileName).not.toMatch(/[\u0000-\u001f\u007f/\\<>:"|?*\u202a-\u202e]/);
    expect(stored.fileName).toMatch(/^.{1,146}\.png$/u);
    const link = await call(`/api/portal/uploads/${stored.id}`, { token: owner.token });
    expect((await fetch(link.headers.get("location") ?? "")).status, stored.fileName).toBe(200);
    await call(`/api/portal/uploads/${stored.id}`, { token: owner.token, method: "DELETE" });
  }
});
