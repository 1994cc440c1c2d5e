import { decisionInput, proposalParams } from "@/lib/assistant/proposal-schema";
import { decideProposal } from "@/lib/assistant/proposal-service";
import { customerRoute } from "@/lib/auth/guard";

export const POST = customerRoute(
  { params: proposalParams, body: decisionInput, module: "assistant", sameOriginOnly: true },
  ({ viewer, params, body }) => decideProposal(viewer, params.id, body.decision),
);
