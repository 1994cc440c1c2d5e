import { expect, test } from "vitest";
import { automaticReason } from "@/lib/mailbox/automatic";
import { firstMessage, replyMessage } from "@/lib/mailbox/message-body";

const mail = (text: string) => ({ text, html: null, subject: "Hum", files: [] });
const length = (text: string) => Array.from(text).length;

test("a message is never longer than a ticket takes, whatever is in it and with it", async () => {
  const refused = Array.from({ length: 40 }, (_, n) => ({
    name: `${"*".repeat(149)}${n}`,
    refused: "wrong_type" as const,
  }));
  for (const text of [
    "*".repeat(30_000),
    "a\n".repeat(30_000),
    "🎧".repeat(30_000),
    "> a\nb\n".repeat(9_000),
  ]) {
    for (const write of [firstMessage, replyMessage]) {
      const body = await write(mail(text), refused);
      expect(length(body), text.slice(0, 5)).toBeLessThanOrEqual(10_000);
      expect(body).toContain("These files did not come through");
      expect(body).toContain("left out here");
    }
  }
});

test("what the database cannot keep is left out, and nothing is still a message", async () => {
  expect(await firstMessage(mail("a\u0000b\ud800c\u0007"), [])).toBe("abc");
  expect(await firstMessage(mail(" \u0000 "), [])).toBe("*This e-mail had no words.*");
});

test("only ids of our own making come back to us, not all of our host", () => {
  const reason = (messageId: string) =>
    automaticReason(
      { headers: [], from: { address: "t@example.com", name: "" }, subject: "", messageId },
      { addresses: [], domain: undefined },
    );
  const id = "7dfdbe74-14ab-43ca-b581-c44e3460f191";
  expect(reason(`<reply.${id}.0123456789ab@portal.example.com>`)).toBe("loop");
  expect(reason("<CAF123@portal.example.com>")).toBeNull();
});
