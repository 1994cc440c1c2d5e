import { describe, expect, test } from "vitest";
import {
  isSnsConfirmation,
  isStop,
  readPostmarkReport,
  readSesReport,
} from "@/lib/notifications/provider-reports";

describe("what Postmark reports", () => {
  test.each([
    [
      {
        RecordType: "Bounce",
        Type: "HardBounce",
        Email: "a@b.example",
        Description: "No such user",
        Inactive: true,
      },
      "bounce",
    ],
    [{ RecordType: "Bounce", Type: "SoftBounce", Email: "a@b.example", Description: "Mailbox full" }, "soft"],
    [{ RecordType: "Bounce", Type: "SpamComplaint", Email: "a@b.example" }, "complaint"],
    [{ RecordType: "SpamComplaint", Email: "a@b.example" }, "complaint"],
    [
      {
        RecordType: "SubscriptionChange",
        Recipient: "a@b.example",
        SuppressSending: true,
        SuppressionReason: "HardBounce",
      },
      "bounce",
    ],
    [
      {
        RecordType: "SubscriptionChange",
        Recipient: "a@b.example",
        SuppressSending: true,
        SuppressionReason: "ManualSuppression",
      },
      "complaint",
    ],
  ])("%j is a %s", (body, kind) => {
    expect(readPostmarkReport(body)).toMatchObject([{ address: "a@b.example", kind }]);
  });

  test("what is no report of theirs is told from what does not concern us", () => {
    expect(readPostmarkReport({ RecordType: "Delivery", Recipient: "a@b.example" })).toEqual([]);
    expect(readPostmarkReport({ RecordType: "SubscriptionChange", SuppressSending: false })).toEqual([]);
    expect(readPostmarkReport({ hello: "world" })).toBeNull();
    expect(readPostmarkReport("text")).toBeNull();
  });
});

test("what Amazon SES reports: permanent faults and complaints, one for each recipient", () => {
  const bounced = (bounceType: string) =>
    readSesReport({
      notificationType: "Bounce",
      bounce: {
        bounceType,
        bouncedRecipients: [
          { emailAddress: "a@b.example", diagnosticCode: "550" },
          { emailAddress: "C <c@d.example>" },
        ],
      },
    });
  expect(bounced("Permanent")).toEqual([
    { address: "a@b.example", kind: "bounce", detail: "550" },
    { address: "c@d.example", kind: "bounce", detail: "Permanent" },
  ]);
  expect(bounced("Transient").map(({ kind }) => kind)).toEqual(["soft", "soft"]);
  expect(
    readSesReport({
      eventType: "Complaint",
      complaint: { complainedRecipients: [{ emailAddress: "a@b.example" }] },
    }),
  ).toMatchObject([{ kind: "complaint" }]);
  expect(readSesReport({ notificationType: "Delivery" })).toEqual([]);
  expect(readSesReport(undefined)).toEqual([]);
});

test("a subscription is confirmed with Amazon alone", () => {
  expect(isSnsConfirmation("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x")).toBe(
    true,
  );
  for (const url of [
    "http://sns.eu-west-1.amazonaws.com/",
    "https://sns.eu-west-1.amazonaws.com.evil.example/",
    "https://evil.example/sns.eu-west-1.amazonaws.com",
    "https://sns.eu-west-1.amazonaws.com@evil.example/",
    "https://sns.eu-west-1.amazonaws.com:8443/",
    "https://169.254.169.254/",
    "",
  ]) {
    expect(isSnsConfirmation(url), url).toBe(false);
  }
});

test("one word ends messages, a sentence with it does not", () => {
  for (const text of ["stop", "STOP", " Stop. ", "Unsubscribe", "opt-out", "hou op"])
    expect(isStop(text), text).toBe(true);
  for (const text of ["Please don't stop", "the router does not stop blinking", "", "ok"]) {
    expect(isStop(text), text).toBe(false);
  }
});
