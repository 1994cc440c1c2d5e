import { getChatSession } from "@/lib/assistant/queries";
import { sessionParams, titleInput } from "@/lib/assistant/schema";
import { deleteChat, renameChat } from "@/lib/assistant/service";
import { customerRoute } from "@/lib/auth/guard";

export const GET = customerRoute({ params: sessionParams, module: "assistant" }, ({ viewer, params }) =>
  getChatSession(viewer, params.id),
);

export const PATCH = customerRoute(
  { params: sessionParams, body: titleInput, module: "assistant" },
  ({ viewer, params, body }) => renameChat(viewer, params.id, body.title),
);

export const DELETE = customerRoute(
  { params: sessionParams, status: 204, module: "assistant" },
  ({ viewer, params }) => deleteChat(viewer, params.id),
);
