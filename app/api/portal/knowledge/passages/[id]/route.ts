import { visitorRoute } from "@/lib/auth/guard";
import { passageParams } from "@/lib/knowledge/help-schema";
import { getPassage } from "@/lib/knowledge/passage-queries";

const rateLimit = { name: "help.passage", limit: 240, windowSeconds: 60 };

export const GET = visitorRoute({ params: passageParams, rateLimit }, ({ viewer, params }) =>
  getPassage(viewer, params.id),
);
