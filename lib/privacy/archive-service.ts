import "server-only";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

const ENCODER = new TextEncoder();

/** A ZIP that is written to disk as it grows, so that its size does not matter to memory. */
export type Archive = {
  /** Adds a file whose bytes arrive piece by piece. `stored` is for what is compressed already. */
  add(name: string, pieces: AsyncIterable<Uint8Array | string>, stored?: boolean): Promise<void>;
  /** Ends the archive: its size in bytes and its SHA-256 in hex. */
  close(): Promise<{ size: number; sha256: string }>;
};

/** Begins a ZIP at a path on disk. Whatever goes wrong with the disk is thrown by the next call. */
export function openArchive(path: string, now: Date): Archive {
  const file = createWriteStream(path);
  const hash = createHash("sha256");
  let size = 0;
  let fault: Error | null = null;
  file.on("error", (error) => {
    fault ??= error;
  });
  const zip = new Zip((error, chunk) => {
    fault ??= error;
    hash.update(chunk);
    size += chunk.length;
    file.write(chunk);
  });
  // The next piece is read once the disk has taken the last one.
  const settle = async () => {
    if (fault) throw fault;
    if (file.writableNeedDrain) await once(file, "drain");
  };
  return {
    async add(name, pieces, stored = false) {
      const entry = stored ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      entry.mtime = now;
      zip.add(entry);
      for await (const piece of pieces) {
        entry.push(typeof piece === "string" ? ENCODER.encode(piece) : piece);
        await settle();
      }
      entry.push(new Uint8Array(0), true);
      await settle();
    },
    async close() {
      zip.end();
      await settle();
      file.end();
      await finished(file);
      return { size, sha256: hash.digest("hex") };
    },
  };
}
