import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findReplyTicket, replyAddress } from "@/lib/mailbox/reply-address";

const TICKET = "7dfdbe74-14ab-43ca-b581-c44e3460f191";
const OTHER = "7dfdbe74-14ab-43ca-b581-c44e3460f192";
const config = { secrets: ["a-secret-of-the-test-suite"], domain: "reply.example.com" };
const read = (address: string, sender = "thandi@example.com") => findReplyTicket(config, [address], sender);
const localPart = (address: string) => address.slice(0, address.indexOf("@"));

describe("the address that a recipient answers to", () => {
  test("names the ticket to us, and whether it was made for the sender", () => {
    const address = replyAddress(config, TICKET, "Thandi@Example.com");
    expect(read(address)).toEqual({ ticketId: TICKET, isSenders: true });
    expect(read(address, "pieter@example.com")).toEqual({ ticketId: TICKET, isSenders: false });
  });

  test("is an address that every server takes, and says nothing about the recipient or the ticket's number", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.emailAddress(), (ticketId, recipient) => {
        const address = replyAddress(config, ticketId, recipient);
        expect(address).toMatch(/^reply\+[a-z2-7]+@reply\.example\.com$/);
        expect(localPart(address).length).toBeLessThanOrEqual(64);
        expect(read(address.toUpperCase(), recipient)).toEqual({ ticketId, isSenders: true });
      }),
    );
  });

  test("cannot be changed by a single character", () => {
    const address = replyAddress(config, TICKET, "thandi@example.com");
    const token = localPart(address).slice("reply+".length);
    for (let at = 0; at < token.length; at++) {
      for (const char of "ab7") {
        if (token[at] === char) continue;
        const changed = token.slice(0, at) + char + token.slice(at + 1);
        expect(read(`reply+${changed}@reply.example.com`), `${at} ${char}`).toBeNull();
      }
    }
  });

  test("of one ticket is none of another, nor are parts of two put together", () => {
    const [one, two] = [TICKET, OTHER].map((id) =>
      localPart(replyAddress(config, id, "thandi@example.com")).slice(6),
    );
    for (let at = 1; at < 53; at++) {
      const mixed = `${one?.slice(0, at)}${two?.slice(at)}`;
      if (mixed === one || mixed === two) continue;
      expect(read(`reply+${mixed}@reply.example.com`)).toBeNull();
    }
  });

  test("is ours alone: other secret, other domain, other forms of it", () => {
    const address = replyAddress(config, TICKET, "thandi@example.com");
    const elsewhere = replyAddress({ ...config, secrets: ["another-secret-of-somebody"] }, TICKET, "t@e.com");
    for (const one of [
      elsewhere,
      address.replace("reply.example.com", "reply.example.org"),
      address.replace("reply.example.com", "evil.reply.example.com"),
      address.replace("@", "@evil.example@"),
      address.replace("reply+", ""),
      `x${address}`,
      `${localPart(address)}a@reply.example.com`,
      `${localPart(address).slice(0, -1)}@reply.example.com`,
      "reply+@reply.example.com",
      `reply+${"a".repeat(10_000)}@reply.example.com`,
      "",
    ]) {
      expect(read(one), one.slice(0, 80)).toBeNull();
    }
  });

  test("outlives a change of the secret while the earlier one is configured", () => {
    const address = replyAddress(config, TICKET, "thandi@example.com");
    const next = { ...config, secrets: ["the-next-secret-of-the-suite", ...config.secrets] };
    expect(findReplyTicket(next, [address], "thandi@example.com")).toEqual({
      ticketId: TICKET,
      isSenders: true,
    });
    expect(replyAddress(next, TICKET, "thandi@example.com")).not.toBe(address);
  });

  test("is found among others", () => {
    const address = replyAddress(config, TICKET, "thandi@example.com");
    const addresses = ["support@example.com", "reply+forged@reply.example.com", address];
    expect(findReplyTicket(config, addresses, "thandi@example.com")).toMatchObject({ ticketId: TICKET });
    expect(findReplyTicket(config, [], "thandi@example.com")).toBeNull();
  });
});
