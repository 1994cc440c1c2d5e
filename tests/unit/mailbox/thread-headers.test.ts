import { expect, test } from "vitest";
import { threadHeaders } from "@/lib/mailbox/thread-headers";

const letter = {
  key: "reply.9",
  address: "thandi@example.com",
  ticketId: "7dfdbe74-14ab-43ca-b581-c44e3460f191",
  number: "TKT-2026-00001",
  thread: [],
};
const headers = (changes: Partial<typeof letter> | { thread: string[] } = {}) =>
  threadHeaders({ ...letter, ...changes }, "portal.example.com");
const ROOT = `<ticket.${letter.ticketId}@portal.example.com>`;

test("the first e-mail hangs on the ticket itself", () => {
  expect(headers()).toMatchObject({ "In-Reply-To": ROOT, References: ROOT });
});

test("later ones hang on the latest, and name those before", () => {
  const thread = ["<customer.1@example.com>", "<reply.8.aa@portal.example.com>"];
  expect(headers({ thread })).toMatchObject({
    "In-Reply-To": "<reply.8.aa@portal.example.com>",
    References: `${ROOT} ${thread.join(" ")}`,
  });
});

test("each copy has an id of its own that stays the same at each try, and does not name itself", () => {
  const id = headers()["Message-ID"];
  expect(id).toMatch(/^<reply\.9\.[0-9a-f]{12}@portal\.example\.com>$/);
  expect(headers({ thread: [id] })).toEqual(headers());
  expect(headers({ address: "pieter@example.com" })["Message-ID"]).not.toBe(id);
});

test("what others called their e-mails ends no header and fills no page", () => {
  const evil = [
    "<a@b>\r\nBcc: all@example.com",
    "no brackets",
    `<${"x".repeat(500)}@b>`,
    "<a b@c>",
    "<ok@b.example>",
  ];
  expect(headers({ thread: evil }).References).toBe(`${ROOT} <ok@b.example>`);
  const many = Array.from({ length: 100 }, (_, n) => `<m${n}@example.com>`);
  const { References } = headers({ thread: many });
  expect(References.split(" ")).toHaveLength(21);
  expect(References.startsWith(ROOT)).toBe(true);
  expect(References.endsWith("<m99@example.com>")).toBe(true);
});
