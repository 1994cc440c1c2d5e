import { describe, expect, test } from "vitest";
import { authenticationOf } from "@/lib/mailbox/authentication";
import { fromHeaders } from "@/lib/mailbox/mail-parts";

function judge(lines: [string, string][], from = "thandi@mail.example.co.za", isPostmark = false) {
  const headers = lines.map(([name, value]) => ({ name, value }));
  const parts = fromHeaders(headers, { fromAddress: from, fromName: "", subject: "" });
  return authenticationOf({ ...parts, provider: isPostmark ? "postmark" : null });
}
const results = (value: string): [string, string] => ["authentication-results", value];
const RECEIVED: [string, string] = ["received", "from a by mx.example.com"];

describe("what the receiving server says about the sender", () => {
  test.each([
    ["nothing", [], "none"],
    ["DMARC passed", [results("mx.example.com; dmarc=pass header.from=example.co.za")], "pass"],
    ["DMARC failed", [results("mx.example.com; spf=pass smtp.mailfrom=example.co.za; dmarc=fail")], "fail"],
    [
      "SPF passed for the organisation",
      [results("mx.example.com; spf=pass smtp.mailfrom=a@bounce.example.co.za")],
      "pass",
    ],
    [
      "DKIM passed for it",
      [results("mx.example.com 1; dkim=pass header.i=@example.co.za header.s=x")],
      "pass",
    ],
    [
      "both for somebody else",
      [results("mx.example.com; spf=pass smtp.mailfrom=evil.co.za; dkim=pass header.d=evil.co.za")],
      "fail",
    ],
    [
      "SPF failed, DKIM passed, as forwarding does",
      [results("mx.example.com; spf=fail smtp.mailfrom=x.co.za; dkim=pass header.d=example.co.za")],
      "pass",
    ],
    ["SPF soft-failed alone", [results("mx.example.com; spf=softfail smtp.mailfrom=example.co.za")], "fail"],
    [
      "neither here nor there",
      [results("mx.example.com; spf=neutral smtp.mailfrom=a.example; dkim=none; dmarc=temperror")],
      "none",
    ],
    ["checked nothing", [results("mx.example.com; none")], "none"],
    [
      "in two headers of one server",
      [
        results("mx.example.com; spf=fail smtp.mailfrom=x.co.za"),
        results("mx.example.com; dkim=pass header.d=example.co.za"),
      ],
      "pass",
    ],
    [
      "SPF alone, in a header of its own",
      [["received-spf", "Pass (sender authorized) envelope-from=a@example.co.za; client-ip=192.0.2.1"]],
      "pass",
    ],
    ["the same for another domain", [["received-spf", 'pass envelope-from="a@evil.co.za"']], "fail"],
  ] as [string, [string, string][], string][])("%s", (_what, lines, verdict) => {
    expect(judge([...lines, RECEIVED])).toBe(verdict);
  });

  test("what the sender wrote below is not the server's word", () => {
    const failed = results("mx.example.com; dmarc=fail");
    const forged = results("mx.example.com; dmarc=pass; dkim=pass header.d=example.co.za");
    expect(judge([failed, RECEIVED, forged])).toBe("fail");
    const spf = results("mx.example.com; spf=fail smtp.mailfrom=evil.co.za");
    expect(judge([spf, RECEIVED, forged])).toBe("fail");
    expect(judge([spf, results("mx.other.example; dkim=pass header.d=example.co.za")])).toBe("fail");
    // Nor do headers of a provider count that is not the one who delivers.
    expect(
      judge([spf, ["received-spf", "pass envelope-from=a@example.co.za"], ["x-spam-tests", "DKIM_VALID_AU"]]),
    ).toBe("fail");
  });

  test("from Postmark, its own headers", () => {
    const spf = (domain: string): [string, string] => [
      "received-spf",
      `Pass identity=mailfrom; envelope-from=a@${domain}; x`,
    ];
    expect(judge([spf("example.co.za")], undefined, true)).toBe("pass");
    expect(judge([spf("evil.co.za")], undefined, true)).toBe("fail");
    expect(
      judge(
        [spf("evil.co.za"), ["x-spam-tests", "DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS"]],
        undefined,
        true,
      ),
    ).toBe("pass");
    expect(judge([spf("evil.co.za"), ["x-spam-tests", "DKIM_VALID"]], undefined, true)).toBe("fail");
    // Two lists: one of them is the sender's.
    expect(
      judge(
        [spf("evil.co.za"), ["x-spam-tests", "DKIM_VALID_AU"], ["x-spam-tests", "SPF_PASS"]],
        undefined,
        true,
      ),
    ).toBe("fail");
    expect(judge([spf("evil.co.za"), results("x; dmarc=pass")], undefined, true)).toBe("fail");
  });

  test("two companies under one public suffix are two", () => {
    expect(judge([results("mx.example.com; spf=pass smtp.mailfrom=other.co.za")])).toBe("fail");
  });

  test("nobody's e-mail is judged by nothing", () => {
    expect(judge([results("mx; dmarc=pass")], "not an address")).toBe("none");
  });
});
