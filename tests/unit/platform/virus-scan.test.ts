import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { pingScanner, ScannerError, scanForViruses } from "@/lib/platform/virus-scan";
import { type ClamdMood, EICAR, startClamd, type TestClamd } from "../../helpers/clamd";

const QUICK = { connectMs: 2_000, totalMs: 200 };
const PATIENT = { connectMs: 5_000, totalMs: 20_000 };

let clamd: TestClamd | undefined;
afterEach(async () => {
  await clamd?.close();
  clamd = undefined;
});

async function* parts(...all: (string | Uint8Array)[]) {
  for (const part of all) yield typeof part === "string" ? Buffer.from(part) : part;
}
const faultOf = async (attempt: Promise<unknown>) => {
  const error = await attempt.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ScannerError);
  return (error as ScannerError).fault;
};
async function scanner(mood: ClamdMood = "well"): Promise<TestClamd> {
  clamd = await startClamd();
  clamd.become(mood);
  return clamd;
}

test("a clean file is clean, and all of it was seen, in order", async () => {
  const server = await scanner();
  const large = Buffer.alloc(3_000_000, "0123456789");
  expect(await scanForViruses(parts("begin", large, "end"), server, PATIENT)).toBeNull();
  expect(server.received[0]?.equals(Buffer.concat([Buffer.from("begin"), large, Buffer.from("end")]))).toBe(
    true,
  );
});

test("an infected one is named, wherever the parts are cut", async () => {
  const server = await scanner();
  expect(await scanForViruses(parts(EICAR.slice(0, 30), EICAR.slice(30)), server, PATIENT)).toBe(
    "Eicar-Test-Signature",
  );
});

test("nothing at all is clean", async () => {
  expect(await scanForViruses(parts(), await scanner(), PATIENT)).toBeNull();
});

describe("no verdict", () => {
  test.each<[ClamdMood, string]>([
    ["silent", "timeout"],
    ["breaking", "broken"],
    ["babbling", "broken"],
    ["small", "too_large"],
  ])("from a scanner that is %s: %s", async (mood, fault) => {
    const limits = mood === "silent" ? QUICK : PATIENT;
    const scan = scanForViruses(
      parts(Buffer.alloc(500_000), Buffer.alloc(500_000)),
      await scanner(mood),
      limits,
    );
    expect(await faultOf(scan)).toBe(fault);
  });

  test("from one that says goodbye with half a word", async () => {
    const server = createServer((socket) => socket.end("stre")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const scan = scanForViruses(parts("x"), { host: "127.0.0.1", port }, PATIENT);
    expect(await faultOf(scan)).toBe("broken");
    server.close();
  });

  test("where nobody listens, or there is no such host", async () => {
    const { port, close } = await startClamd();
    await close();
    expect(await faultOf(scanForViruses(parts("x"), { host: "127.0.0.1", port }, PATIENT))).toBe(
      "unreachable",
    );
    expect(await faultOf(pingScanner({ host: "no-such-host.invalid", port }, PATIENT))).toBe("unreachable");
  });

  test("when the file breaks off: the scanner does not take a half for the whole", async () => {
    const server = await scanner();
    async function* broken() {
      yield Buffer.from("first half");
      throw new Error("the store is down");
    }
    await expect(scanForViruses(broken(), server, PATIENT)).rejects.toThrow("the store is down");
    expect(server.received).toEqual([]);
  });
});

test("a ping is answered by a scanner that is well", async () => {
  const server = await scanner();
  await pingScanner(server, PATIENT);
  server.become("babbling");
  expect(await faultOf(pingScanner(server, PATIENT))).toBe("broken");
  server.become("silent");
  expect(await faultOf(pingScanner(server, QUICK))).toBe("timeout");
});
