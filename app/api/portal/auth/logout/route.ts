import { publicRoute } from "@/lib/auth/guard";
import { logoutInput } from "@/lib/auth/schema";
import { signOut } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/** Ends this session, or with `{ "scope": "global" }` all of them. Needs no valid one: then it is done already. */
export const POST = publicRoute({ body: logoutInput, status: 204 }, ({ body, request, jar }) =>
  signOut(routeVisitor(request, jar), body.scope),
);
