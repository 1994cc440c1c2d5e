import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

type Fetch = (request: Request) => Promise<Response>;

/** Larger bodies are refused unread; storage's own limit (50 MiB) and a form's overhead fit below. */
const MAX_BODY = 60 * 1024 * 1024;

/** Serves a fetch function on node:http. Bodies of requests are read whole, as every endpoint needs them so. */
export function requestListener(fetch: Fetch): RequestListener {
  return (incoming, outgoing) => {
    answer(fetch, incoming, outgoing).catch((error) => {
      // The client is gone, or the response was half sent: nothing left to say.
      outgoing.destroy(error);
    });
  };
}

async function answer(fetch: Fetch, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.writeHead(413, { "content-type": "application/json", connection: "close" });
    outgoing.end(
      JSON.stringify({ statusCode: "413", error: "Payload too large", message: "The body is too large" }),
    );
    return;
  }
  const response = await fetch(toRequest(incoming, body));
  outgoing.writeHead(response.status, [...response.headers].flat());
  if (!response.body || incoming.method === "HEAD") {
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(incoming.headers["content-length"] ?? 0) > MAX_BODY) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Buffer<ArrayBuffer>): Request {
  const { method = "GET", headers, rawHeaders, url = "/" } = incoming;
  const pairs: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? "", rawHeaders[at + 1] ?? ""]);
  const mayHaveBody = method !== "GET" && method !== "HEAD";
  return new Request(new URL(url, `http://${headers.host ?? "127.0.0.1"}`), {
    method,
    headers: pairs,
    ...(mayHaveBody && body.length > 0 && { body }),
  });
}
