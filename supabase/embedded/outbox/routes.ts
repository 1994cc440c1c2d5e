import { z } from "zod";
import { isService } from "../callers.ts";
import type { Handler } from "../gateway.ts";
import { bodyOf, json } from "../http.ts";
import { MessageInput, type Outbox } from "./outbox.ts";

const Page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: z.coerce.number().int().positive().optional(),
});

/** `GET /dev/outbox?limit=&before=` and `POST /dev/outbox`, for the project's own server. */
export function outboxRoutes(outbox: Outbox): Handler {
  return async ({ request, url, caller }) => {
    if (url.pathname !== "/dev/outbox") return null;
    if (!isService(caller)) return json(401, { message: "The outbox is open to the secret key only." });
    if (request.method === "GET") {
      const page = Page.safeParse(Object.fromEntries(url.searchParams));
      if (!page.success) return json(400, { message: z.prettifyError(page.error) });
      const { limit, before } = page.data;
      const messages = await outbox.list({ limit, ...(before && { before }) });
      const last = messages.length === limit ? messages.at(-1) : undefined;
      return json(200, { messages, nextBefore: last?.id ?? null });
    }
    if (request.method === "POST") {
      const message = MessageInput.safeParse(await bodyOf(request));
      if (!message.success) return json(400, { message: z.prettifyError(message.error) });
      return json(201, { message: await outbox.add(message.data) });
    }
    return json(405, { message: "Use GET or POST." });
  };
}
