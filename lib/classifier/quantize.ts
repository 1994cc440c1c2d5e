import { decodeBytes, encodeBytes } from "./base64.ts";
import type { Quantized } from "./types.ts";

/** Numbers in rows of `columns` as one byte each: every column has a scale of its own, so that none is lost beside larger ones. */
export function quantize(values: ArrayLike<number>, columns: number): Quantized {
  const most = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    most[column] = Math.max(most[column] as number, Math.abs(values[at] as number));
  }
  const scales = Array.from(most, (value) => Number(((value || 1) / 127).toPrecision(6)));
  const bytes = new Int8Array(values.length);
  for (let at = 0; at < values.length; at++)
    bytes[at] = Math.max(
      -127,
      Math.min(127, Math.round((values[at] as number) / (scales[at % columns] as number))),
    );
  return { bytes: encodeBytes(new Uint8Array(bytes.buffer)), scales };
}

export function restore({ bytes, scales }: Quantized): Float32Array {
  const numbers = new Int8Array(decodeBytes(bytes).buffer);
  return Float32Array.from(numbers, (number, at) => number * (scales[at % scales.length] as number));
}
