import "server-only";
import { type Cursor, decodeCursor } from "@/lib/core/ids";
import type { Page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { log } from "@/lib/platform/log";
import { API_POLICY, STATIC_SECURITY_HEADERS } from "@/lib/platform/security-headers";
import { moreLine } from "./csv";

/** Entries in one file, and in one question to the database. */
const MOST = 10_000;
const AT_ONCE = 500;

type Paging = { cursor?: Cursor | undefined; limit: number };

/**
 * A list as a file that is sent while it is read: no more than one page is held at a time, and who stops reading
 * stops the questions. A failure of the first page is an answer, a later one breaks the file off.
 */
export async function csvResponse<T>(
  fileName: string,
  read: (paging: Paging) => Promise<Result<Page<T>>>,
  toLines: (items: readonly T[], isFirst: boolean) => string,
): Promise<Result<Response>> {
  const first = await read({ limit: AT_ONCE });
  if (!first.ok) return first;
  const parts = partsOf(first.value, read, toLines);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await parts.next();
      if (part.done) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
  return ok(
    new Response(body, {
      headers: {
        ...STATIC_SECURITY_HEADERS,
        "Content-Security-Policy": API_POLICY,
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${fileName}"`,
        "Cache-Control": "private, no-store",
      },
    }),
  );
}

async function* partsOf<T>(
  first: Page<T>,
  read: (paging: Paging) => Promise<Result<Page<T>>>,
  toLines: (items: readonly T[], isFirst: boolean) => string,
): AsyncGenerator<string, void, undefined> {
  yield toLines(first.items, true);
  let { nextCursor } = first;
  for (let count = first.items.length; nextCursor !== null; ) {
    if (count >= MOST) {
      yield moreLine();
      return;
    }
    const next = await read({ cursor: decodeCursor(nextCursor) ?? undefined, limit: AT_ONCE });
    if (!next.ok) {
      log.error({ code: next.error.code }, "a file of the audit log broke off");
      throw new Error(`cannot read on: ${next.error.code}`);
    }
    yield toLines(next.value.items, false);
    count += next.value.items.length;
    nextCursor = next.value.nextCursor;
  }
}
