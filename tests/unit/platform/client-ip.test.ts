import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { stubEnv } from "../../helpers/env";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The environment is read once, so each test loads the modules afresh. */
async function load(changes: Record<string, string> = {}) {
  stubEnv(changes);
  return import("@/lib/platform/client-ip");
}

it("believes no header unless told to", async () => {
  const { clientIp } = await load();
  const headers = new Headers({
    "x-forwarded-for": "203.0.113.9",
    forwarded: "for=203.0.113.9",
    "x-real-ip": "203.0.113.9",
  });
  expect(clientIp(headers)).toBe("unknown");
});

it("believes what the trusted proxy itself has added, not what it passed on", async () => {
  const { clientIp } = await load({ CLIENT_IP_HEADER: "X-Forwarded-For" });
  expect(clientIp(new Headers({ "x-forwarded-for": "10.9.8.7, 203.0.113.9" }))).toBe("203.0.113.9");
  expect(clientIp(new Headers({ "x-forwarded-for": "2001:db8::1" }))).toBe("2001:db8::1");
  expect(clientIp(new Headers({ "x-forwarded-for": "<script>" }))).toBe("unknown");
});

it("otherwise takes the address of the connection", async () => {
  const { clientIp } = await load();
  const { observePeers } = await import("@/lib/platform/observe-peers");
  observePeers();
  const server = createServer((incoming, response) => {
    response.end(clientIp(new Headers(incoming.headers as Record<string, string>)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(await answer.text()).toBe("127.0.0.1");
  server.close();
});
