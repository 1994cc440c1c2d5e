import { createHash } from "node:crypto";
import type { App } from "@supabase/lite";
import type { FileStore, StoredFile } from "./files.ts";

type StorageAdapter = NonNullable<App["_storageAdapter"]>;

/** Lets Supabase Lite keep its objects in a file store. */
export function storageAdapter(files: FileStore): StorageAdapter {
  const need = async (bucket: string, name: string): Promise<StoredFile> => {
    const file = await files.read(bucket, name);
    if (!file) throw new Error(`The file of ${bucket}/${name} is missing.`);
    return file;
  };
  return {
    driver: null,
    async getObject(bucket, name) {
      const file = await need(bucket, name);
      return { httpStatusCode: 200, metadata: metadataOf(file), body: Buffer.from(file.bytes) };
    },
    async uploadObject(bucket, name, _version, body, contentType, cacheControl) {
      const bytes =
        body instanceof Uint8Array ? body : await new Response(body as ReadableStream<Uint8Array>).bytes();
      const file = { contentType, cacheControl, modified: Date.now(), bytes };
      await files.write(bucket, name, file);
      return metadataOf(file);
    },
    async deleteObject(bucket, name) {
      await files.remove(bucket, name);
    },
    async deleteObjects(bucket, names) {
      for (const name of names) await files.remove(bucket, name);
    },
    async copyObject(bucket, name, _version, toBucket, toName) {
      const file = { ...(await need(bucket, name)), modified: Date.now() };
      await files.write(toBucket, toName, file);
      const { eTag, lastModified } = metadataOf(file);
      return { httpStatusCode: 200, eTag, lastModified };
    },
    async headObject(bucket, name) {
      return metadataOf(await need(bucket, name));
    },
    async privateAssetUrl() {
      throw new Error("Image transformations are not part of the embedded Supabase.");
    },
  };
}

function metadataOf({ bytes, contentType, cacheControl, modified }: StoredFile) {
  return {
    cacheControl,
    contentLength: bytes.byteLength,
    size: bytes.byteLength,
    mimetype: contentType,
    lastModified: new Date(modified),
    eTag: `"${createHash("md5").update(bytes).digest("hex")}"`,
  };
}
