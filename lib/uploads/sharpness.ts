/**
 * How sharp a picture is: the variance of the Laplacian of its brightness. Edges make it large; a blurred
 * picture has few. `gray` holds one value from 0 to 255 for each pixel, row by row. Source: Pech-Pacheco et
 * al., "Diatom autofocusing in brightfield microscopy: a comparative study", 2000.
 */
export function sharpness(gray: ArrayLike<number>, width: number, height: number): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const value =
        (gray[at - 1] ?? 0) +
        (gray[at + 1] ?? 0) +
        (gray[at - width] ?? 0) +
        (gray[at + width] ?? 0) -
        4 * (gray[at] ?? 0);
      count += 1;
      sum += value;
      squares += value * value;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Pictures are looked at in this size, longest side in pixels: noise and the number of pixels count no more. */
export const SAMPLE_SIZE = 320;

/**
 * Below this a photo of `SAMPLE_SIZE` is likely blurred. Deliberately low: a plain wall is not blurred, and a
 * hint that is wrong is worse than none.
 */
const BLURRED_BELOW = 45;
/** A picture in one colour has no edges to judge by. */
const PLAIN_BELOW = 1;

/** Whether somebody should look again at a photo before sending it. */
export function looksBlurred(gray: ArrayLike<number>, width: number, height: number): boolean {
  const value = sharpness(gray, width, height);
  return value >= PLAIN_BELOW && value < BLURRED_BELOW;
}
