import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { newId } from "@/lib/core/ids";

export const REQUEST_ID_HEADER = "x-request-id";

type RequestContext = { requestId: string };

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that everything it logs carries the request's id. */
export function withRequestContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}

/**
 * The request's id: the one that a proxy in front of us gave, if it looks like an id and not like an
 * attempt to write into the log; a new one otherwise.
 */
export function requestIdFrom(headers: Headers): string {
  const given = headers.get(REQUEST_ID_HEADER);
  return given && /^[\w-]{8,64}$/.test(given) ? given : newId();
}
