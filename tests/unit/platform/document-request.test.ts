import { expect, it } from "vitest";
import { DOCUMENT_REQUEST, markDocumentRequest, userAgentOf } from "@/lib/platform/document-request";
import config from "@/next.config";

const AGENT = "Mozilla/5.0 (X11; Linux x86_64)";

function marked(headers: Record<string, string>): Headers {
  const result = new Headers(headers);
  markDocumentRequest(result);
  return result;
}

it("marks what a browser opens and what a program asks for, with a setting that knows the mark", () => {
  for (const headers of [
    { "user-agent": AGENT, "sec-fetch-dest": "document" },
    { "user-agent": AGENT },
    {},
  ]) {
    expect(marked(headers).get("user-agent")).toMatch(config.htmlLimitedBots as RegExp);
  }
  expect(`${AGENT} ${DOCUMENT_REQUEST}`).toMatch(config.htmlLimitedBots as RegExp);
});

it("leaves what an open page fetches as it is", () => {
  const fetched = marked({ "user-agent": AGENT, "sec-fetch-dest": "empty" }).get("user-agent");
  expect(fetched).toBe(AGENT);
  expect(fetched).not.toMatch(config.htmlLimitedBots as RegExp);
});

it("gives the visitor's own user agent back", () => {
  expect(userAgentOf(marked({ "user-agent": AGENT }))).toBe(AGENT);
  expect(userAgentOf(new Headers({ "user-agent": AGENT }))).toBe(AGENT);
  expect(userAgentOf(new Headers())).toBe("");
});
