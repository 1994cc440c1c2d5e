// The same client against ClamAV itself, where it is installed.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pingScanner, ScannerError, scanForViruses } from "@/lib/platform/virus-scan";
import { clamdProgram, EICAR, startRealClamd } from "../../helpers/clamd";

if (!clamdProgram) {
  describe("ClamAV", () => {
    test.skip("ClamAV is not installed here (on Debian: apt-get install clamav-daemon)");
  });
}

describe.skipIf(!clamdProgram)("ClamAV", () => {
  let clamd: Awaited<ReturnType<typeof startRealClamd>>;
  beforeAll(async () => {
    clamd = await startRealClamd();
  });
  afterAll(() => clamd.stop());

  async function* file(...parts: (string | Uint8Array)[]) {
    for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
  }

  test("answers", () => pingScanner(clamd));

  test("finds nothing in a text", async () => {
    expect(await scanForViruses(file("Nothing ", "to see"), clamd)).toBeNull();
  });

  test("knows the test file, however it is cut", async () => {
    expect(await scanForViruses(file(EICAR.slice(0, 10), EICAR.slice(10)), clamd)).toMatch(
      /Eicar-Test-Signature/,
    );
  });

  test("takes no more than it is set to, and says so", async () => {
    const scan = scanForViruses(file(Buffer.alloc(3_000_000, 1)), clamd);
    const error = await scan.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ScannerError);
    // Whoever is still sending may see the line cut before the last words arrive.
    expect(["too_large", "broken"]).toContain((error as ScannerError).fault);
  });
});
