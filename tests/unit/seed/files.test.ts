import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { NAMED_FILES } from "../../../scripts/seed/demo-tickets.ts";
import { type DemoFileName, makeFile } from "../../../scripts/seed/files.ts";

describe.each([...new Set(NAMED_FILES.map(([, , name]) => name))])("%s", (name: DemoFileName) => {
  test("is what its name says", async () => {
    const file = await makeFile(name);
    expect((await fileTypeFromBuffer(file.bytes))?.mime).toBe(file.mimeType);
    expect(file.bytes.byteLength).toBeLessThan(200_000);
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    if (file.mimeType === "application/pdf") return;
    const { width, height } = await sharp(file.bytes).metadata();
    expect([width, height]).toEqual([file.width, file.height]);
  });
});
