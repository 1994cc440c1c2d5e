import { z } from "zod";
import type { Database } from "../database/database.ts";
import type { Handler } from "../gateway.ts";
import { bodyOf, json } from "../http.ts";
import type { Claims } from "../jwt.ts";
import { type Channel, hubTopic } from "./channel.ts";
import type { Hub } from "./hub.ts";
import { askPolicies } from "./policies.ts";

const PATH = "/realtime/v1/api/broadcast";

const Message = z.object({
  topic: z.string().min(1),
  event: z.string().min(1),
  payload: z.unknown(),
  private: z.boolean().default(false),
});
type Message = z.infer<typeof Message>;

/** Broadcast over HTTP: several messages at once, or one with its topic and event in the address. */
export function realtimeRoutes(database: Database, hub: Hub<Channel>): Handler {
  const maySend = async (claims: Claims, { topic, private: isPrivate }: Message) =>
    !isPrivate || (await askPolicies(database, claims, topic)).write.has("broadcast");

  return async ({ request, url, caller }) => {
    if (url.pathname !== PATH && !url.pathname.startsWith(`${PATH}/`)) return null;
    if (request.method !== "POST") return json(405, { message: "Use POST." });
    if (!caller.keyType || !caller.claims) return json(401, { message: "Unauthorized" });
    const messages = z.array(Message).safeParse(messagesIn(url, await bodyOf(request)));
    if (!messages.success) return json(422, { message: z.prettifyError(messages.error) });
    for (const message of messages.data) {
      if (!(await maySend(caller.claims, message))) continue;
      hub.broadcast(hubTopic(message.topic, message.private), message.event, message.payload);
    }
    return new Response(null, { status: 202 });
  };
}

function messagesIn(url: URL, body: Record<string, unknown>): unknown {
  const [, topic, event] = /^\/([^/]+)\/events\/([^/]+)$/.exec(url.pathname.slice(PATH.length)) ?? [];
  if (!topic || !event) return body.messages;
  const isPrivate = url.searchParams.get("private") === "true";
  return [
    { topic: decodeURIComponent(topic), event: decodeURIComponent(event), payload: body, private: isPrivate },
  ];
}
