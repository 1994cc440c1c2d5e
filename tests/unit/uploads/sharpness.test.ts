import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { looksBlurred, SAMPLE_SIZE, sharpness } from "@/lib/uploads/sharpness";

/** A photo-like scene: a crate with a label, lines of text, and grain. */
async function scene(change: (picture: Sharp) => Sharp = (picture) => picture) {
  const lines = Array.from(
    { length: 14 },
    (_, line) =>
      `<text x="430" y="${330 + line * 34}" font-size="26">Batch ${line * 7919} fragile this way up</text>`,
  ).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">
    <rect width="1600" height="1200" fill="#7a6a55"/><rect x="300" y="200" width="1000" height="800" fill="#c49a6c"/>
    <rect x="400" y="280" width="800" height="560" fill="#f4f1ea"/>${lines}
    <path d="M300 200 L800 420 L1300 200" stroke="#5a4630" stroke-width="6" fill="none"/></svg>`;
  const drawn = await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
  const changed = await change(sharp(drawn)).toBuffer();
  const { data, info } = await sharp(changed)
    .resize({ width: SAMPLE_SIZE, height: SAMPLE_SIZE, fit: "inside" })
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { gray: data, width: info.width, height: info.height };
}

describe("a photo", () => {
  test("is sharp as it was taken, in a dim light, and compressed hard", async () => {
    for (const change of [
      (picture: Sharp) => picture,
      (picture: Sharp) => picture.linear(0.5, 10),
      (picture: Sharp) => picture.jpeg({ quality: 35 }),
    ]) {
      const { gray, width, height } = await scene(change);
      expect(looksBlurred(gray, width, height)).toBe(false);
    }
  });

  test("is blurred when out of focus", async () => {
    for (const sigma of [14, 25]) {
      const { gray, width, height } = await scene((picture) => picture.blur(sigma));
      expect(looksBlurred(gray, width, height), `sigma ${sigma}`).toBe(true);
    }
  });

  test("is the less sharp the more it is blurred", async () => {
    const values = await Promise.all(
      [1, 4, 8, 16].map(async (sigma) => {
        const { gray, width, height } = await scene((picture) => picture.blur(sigma));
        return sharpness(gray, width, height);
      }),
    );
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });
});

test("what has no edges at all is not called blurred", () => {
  expect(looksBlurred(new Uint8Array(320 * 240).fill(128), 320, 240)).toBe(false);
  expect(sharpness([], 0, 0)).toBe(0);
  expect(sharpness([1, 2, 3], 3, 1)).toBe(0);
});

test("the variance is that of the Laplacian", () => {
  // One bright pixel in the middle of a 3 × 3 field has one inner pixel: nothing varies.
  expect(sharpness([0, 0, 0, 0, 255, 0, 0, 0, 0], 3, 3)).toBe(0);
  // In 4 × 3 the two inner values are -4 and 1 times its brightness: mean -1.5, variance 6.25.
  expect(sharpness([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], 4, 3)).toBe(6.25);
});
