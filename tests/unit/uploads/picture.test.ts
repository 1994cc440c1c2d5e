import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { cleanPicture } from "@/lib/uploads/picture";
import { concat, HEIC_PICTURE, HTML, heic, photo } from "./files";

const words = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe.each(["jpeg", "png", "webp"] as const)("a %s", (format) => {
  test("loses place and camera, and stands upright", async () => {
    const original = await photo(format);
    expect(words(original)).toContain("SecretPhone");

    const clean = await cleanPicture(original, `image/${format}`);
    expect(clean).toMatchObject({ width: 20, height: 40 });
    const bytes = clean?.bytes ?? new Uint8Array();
    expect(words(bytes)).not.toMatch(/SecretPhone|Exif\0/);
    const after = await sharp(bytes).metadata();
    expect(after).toMatchObject({ format, width: 20, height: 40 });
    expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("loses what was hidden behind it", async () => {
    const clean = await cleanPicture(concat(await photo(format), HTML), `image/${format}`);
    expect(words(clean?.bytes ?? new Uint8Array())).not.toContain("<script>");
  });

  test("that is damaged is refused", async () => {
    const half = (await photo(format)).subarray(0, 60);
    expect(await cleanPicture(half, `image/${format}`)).toBeNull();
  });
});

test("colours stay: a profile that is no secret is kept", async () => {
  const wide = await sharp(await photo("jpeg"))
    .withIccProfile("p3")
    .jpeg()
    .toBuffer();
  const clean = await cleanPicture(wide, "image/jpeg");
  expect((await sharp(clean?.bytes).metadata()).icc).toBeDefined();
});

test("a small file that unfolds to an enormous picture is refused", async () => {
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "#000" } })
    .png()
    .toBuffer();
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await cleanPicture(bomb, "image/png")).toBeNull();
});

describe("a HEIC", () => {
  test("keeps picture, size and every offset, and loses Exif, XMP and films", async () => {
    const original = heic({ film: true });
    const clean = await cleanPicture(original, "image/heic");
    expect(clean).toMatchObject({ width: 4032, height: 3024 });
    const after = words(clean?.bytes ?? new Uint8Array());
    expect(after).toHaveLength(original.length);
    expect(words(original)).toMatch(/GPS/);
    expect(after).not.toMatch(/GPS|33/);
    expect(after.indexOf(HEIC_PICTURE)).toBe(words(original).indexOf(HEIC_PICTURE));
    expect(after).toContain("MM\0*\0\0\0\u0008\0\0\0\0\0\0");
  });

  test("whose structure is not understood is refused", async () => {
    const original = heic();
    expect(await cleanPicture(original.subarray(0, original.length - 1), "image/heic")).toBeNull();
    const lying = Uint8Array.from(original);
    // Every place in the file is moved beyond its end.
    const iloc = words(lying).indexOf("iloc");
    lying.fill(0x7f, iloc + 18, iloc + 22);
    lying.fill(0x7f, iloc + 32, iloc + 36);
    expect(await cleanPicture(lying, "image/heic")).toBeNull();
  });
});
