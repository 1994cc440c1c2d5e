import { expect, test } from "vitest";
import { deliveryFailure } from "@/lib/mailbox/delivery-status";
import { readMime } from "@/lib/mailbox/read-mime";

const letter = (text: string) =>
  readMime(
    new TextEncoder().encode(
      `From: MAILER-DAEMON@mx.example.com\r\nTo: support@example.com\r\nReturn-Path: <>\r\nSubject: failure notice\r\n\r\n${text}`,
    ),
  );

test.each([
  ["550 5.1.1 no such user", "<lerato-7486-45287466aad1@example.com>:\n550 5.1.1 no such user"],
  ["451 4.7.1 try later", "<a.486-45x@example.com>:\nRemote host said: 451 4.7.1 try later"],
  ["552-mailbox is full", "552-mailbox is full\n552 5.2.2 over quota"],
])("a letter's reason is the server's code, and no number of an address: %s", async (reason, text) => {
  expect(deliveryFailure(await letter(text))?.reason).toBe(reason);
});
