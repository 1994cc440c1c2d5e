import type { Handler } from "../gateway.ts";
import { bodyOf, json } from "../http.ts";
import { verifySignature } from "../jwt.ts";
import { JWT_SECRET } from "../keys.ts";
import type { Lite } from "../lite.ts";
import type { ObjectList } from "./list.ts";
import type { BatchSigner } from "./sign.ts";

const PREFIX = "/storage/v1";
const SPECIAL = /^\/object\/(list|sign|upload|move|copy|info|public|authenticated)\b/;

interface Parts {
  readonly lite: Lite;
  readonly list: ObjectList;
  readonly signAll: BatchSigner;
}

/**
 * Lets supabase-js's storage client talk to Supabase Lite, whose storage endpoints read other form fields
 * and answer with other names than the ones the client knows.
 */
export function storageCompat({ lite, list, signAll }: Parts): Handler {
  return async ({ request, url, caller }) => {
    if (!url.pathname.startsWith(`${PREFIX}/`)) return null;
    const path = url.pathname.slice(PREFIX.length);
    const { method } = request;
    const forward = (changed = request) => lite.fetch(changed, caller);

    if (method === "POST" && path.startsWith("/object/list/")) {
      return list(decodeURIComponent(path.slice("/object/list/".length)), await bodyOf(request), caller);
    }
    if (path.startsWith("/object/upload/sign/")) {
      if (method === "POST") return renamedUploadLink(await forward());
      return refuseBadToken(url) ?? withFullKey(await forward(await rawUpload(request)), path);
    }
    if (path.startsWith("/object/sign/")) {
      const rest = path.slice("/object/sign/".length);
      if (method === "POST" && !rest.includes("/")) {
        return signAll(decodeURIComponent(rest), await bodyOf(request), caller);
      }
      if (method === "POST") return renamedLink(await forward());
      return refuseBadToken(url) ?? asDownload(await forward(), url);
    }
    if ((method === "POST" || method === "PUT") && path.startsWith("/object/") && !SPECIAL.test(path)) {
      return withErrorCode(await forward(await rawUpload(request)));
    }
    const plain = path.replace(/^\/object\/authenticated\//, "/object/");
    const target =
      plain === path ? request : new Request(new URL(`${PREFIX}${plain}${url.search}`, url), request);
    const response = await withErrorCode(await forward(target));
    return method === "GET" && path.startsWith("/object/") ? asDownload(response, url) : response;
  };
}

/**
 * Clients send a Blob as a form whose file field has no name; Lite wants the field `file`. Its other way in
 * is the bare body, so every upload takes that one, with the exact length, which Lite's size limit needs.
 */
async function rawUpload(request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  let body: Uint8Array<ArrayBuffer>;
  let type = headers.get("content-type") ?? "application/octet-stream";
  if (type.startsWith("multipart/form-data")) {
    const form = await request.formData();
    const file = [...form.values()].find((value) => value instanceof File);
    body = file ? await file.bytes() : new Uint8Array();
    type = file?.type || "application/octet-stream";
    const maxAge = form.get("cacheControl");
    if (typeof maxAge === "string") headers.set("cache-control", `max-age=${maxAge}`);
  } else {
    body = await request.bytes();
  }
  headers.set("content-type", type.split(";", 1)[0]?.trim() ?? type);
  headers.set("content-length", String(body.byteLength));
  return new Request(request.url, { method: request.method, headers, body });
}

/** Lite trips over a token that is expired or forged, with a 500. */
function refuseBadToken(url: URL): Response | null {
  if (verifySignature(url.searchParams.get("token") ?? "", JWT_SECRET)) return null;
  return json(400, {
    statusCode: "400",
    error: "InvalidJWT",
    code: "InvalidJWT",
    message: "jwt expired or invalid",
  });
}

async function renamedLink(response: Response): Promise<Response> {
  if (!response.ok) return withErrorCode(response);
  const { signedUrl } = (await response.json()) as { signedUrl: string };
  return json(200, { signedURL: signedUrl.replace(PREFIX, "") });
}

async function renamedUploadLink(response: Response): Promise<Response> {
  if (!response.ok) return withErrorCode(response);
  const { signedUrl, token } = (await response.json()) as { signedUrl: string; token: string };
  return json(200, { url: signedUrl.replace(PREFIX, ""), token });
}

async function withFullKey(response: Response, path: string): Promise<Response> {
  if (!response.ok) return withErrorCode(response);
  return json(200, { Key: decodeURIComponent(path.slice("/object/upload/sign/".length)) });
}

/** `?download` and `?download=name` ask for the file to be saved rather than shown. */
function asDownload(response: Response, url: URL): Response {
  const name = url.searchParams.get("download");
  if (name === null || !response.ok) return response;
  const fileName = encodeURIComponent(name || decodeURIComponent(url.pathname.split("/").at(-1) ?? ""));
  const headers = new Headers(response.headers);
  headers.set("content-disposition", `attachment; filename=${fileName}; filename*=UTF-8''${fileName};`);
  return new Response(response.body, { status: response.status, headers });
}

const CODES: Readonly<Record<string, string>> = {
  not_found: "NoSuchKey",
  "Bucket not found": "NoSuchBucket",
};

async function withErrorCode(response: Response): Promise<Response> {
  if (response.ok || !response.headers.get("content-type")?.includes("json")) return response;
  const text = await response.text();
  // The answer to HEAD is its status.
  if (text === "") return new Response(null, response);
  const body = JSON.parse(text) as { error?: string };
  return json(response.status, { ...body, code: CODES[body.error ?? ""] ?? body.error });
}
