import { decodeBytes, encodeBytes } from "./base64.ts";
import type { Quantized } from "./types.ts";

/** The error of numbers that are cut off beyond so many standard deviations, and rounded within, is the least for so many bits. */
const REACH: Record<Quantized["bits"], number> = { 4: 2.8, 8: 5 };

/** Numbers in rows of `columns` as a few bits each: every column has a scale of its own, so that none is lost beside larger ones. */
export function quantize(values: Float32Array, columns: number, bits: Quantized["bits"]): Quantized {
  const squares = new Float64Array(columns);
  const most = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    const value = Math.abs(values[at] as number);
    squares[column] = (squares[column] as number) + value * value;
    if (value > (most[column] as number)) most[column] = value;
  }
  const levels = 2 ** (bits - 1) - 1;
  const rows = Math.max(1, values.length / columns);
  const scales = Array.from(squares, (square, column) => {
    const reach = Math.min(most[column] as number, REACH[bits] * Math.sqrt(square / rows));
    return Number(((reach || 1) / levels).toPrecision(6));
  });
  const perByte = 8 / bits;
  const bytes = new Uint8Array(Math.ceil(values.length / perByte));
  for (let at = 0; at < values.length; at++) {
    const level = Math.round((values[at] as number) / (scales[at % columns] as number));
    const kept = Math.max(-levels, Math.min(levels, level)) + levels;
    const byte = Math.floor(at / perByte);
    bytes[byte] = (bytes[byte] as number) | (kept << (bits * (at % perByte)));
  }
  return { bytes: encodeBytes(bytes), bits, scales, count: values.length };
}

export function restore({ bytes, bits, scales, count }: Quantized): Float32Array {
  const packed = decodeBytes(bytes);
  const perByte = 8 / bits;
  const levels = 2 ** (bits - 1) - 1;
  const mask = 2 ** bits - 1;
  const values = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const level = ((packed[Math.floor(at / perByte)] as number) >> (bits * (at % perByte))) & mask;
    values[at] = (level - levels) * (scales[at % scales.length] as number);
  }
  return values;
}
