const CHUNK = 32_768;

/** Bytes as base64; works in Node and in browsers. */
export function encodeBytes(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

export function decodeBytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Numbers of 32 bits, little-endian whatever the machine. */
export function encodeWords(words: Uint32Array): string {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, i) => {
    view.setUint32(i * 4, word, true);
  });
  return encodeBytes(new Uint8Array(view.buffer));
}

export function decodeWords(text: string): Uint32Array {
  const bytes = decodeBytes(text);
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
}
