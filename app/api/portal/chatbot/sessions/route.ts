import { listChatSessions } from "@/lib/assistant/queries";
import { sessionFilters } from "@/lib/assistant/schema";
import { customerRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";

export const GET = customerRoute(
  { query: sessionFilters.extend(pageParams), module: "assistant" },
  ({ viewer, query: { q, cursor, limit } }) => listChatSessions(viewer, { q }, { cursor, limit }),
);
