import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface StoredFile {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly modified: number;
  readonly bytes: Uint8Array;
}

/** Where the bytes of stored objects live. Names never become paths. */
export interface FileStore {
  read(bucket: string, name: string): Promise<StoredFile | null>;
  write(bucket: string, name: string, file: StoredFile): Promise<void>;
  remove(bucket: string, name: string): Promise<void>;
}

/** Keeps objects in memory. */
export function memoryFiles(): FileStore {
  const files = new Map<string, StoredFile>();
  return {
    read: async (bucket, name) => files.get(keyOf(bucket, name)) ?? null,
    write: async (bucket, name, file) => {
      files.set(keyOf(bucket, name), file);
    },
    remove: async (bucket, name) => {
      files.delete(keyOf(bucket, name));
    },
  };
}

/**
 * Keeps each object in one file: a line of JSON with its headers, then its bytes. The file is written
 * beside its place and moved there, so that a reader or a crash never meets half of one.
 */
export function folderFiles(dir: string): FileStore {
  const pathOf = (bucket: string, name: string) => {
    const key = keyOf(bucket, name);
    return join(dir, key.slice(0, 2), key);
  };
  return {
    async read(bucket, name) {
      const content = await readFile(pathOf(bucket, name)).catch(nullIfMissing);
      if (!content) return null;
      const end = content.indexOf(0x0a);
      const head = JSON.parse(content.toString("utf8", 0, end)) as Omit<StoredFile, "bytes">;
      return { ...head, bytes: content.subarray(end + 1) };
    },
    async write(bucket, name, { bytes, ...head }) {
      const path = pathOf(bucket, name);
      const draft = `${path}.${randomUUID()}`;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(draft, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]));
      await rename(draft, path);
    },
    async remove(bucket, name) {
      await rm(pathOf(bucket, name), { force: true });
    },
  };
}

function keyOf(bucket: string, name: string): string {
  return createHash("sha256").update(`${bucket}/${name}`).digest("hex");
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
