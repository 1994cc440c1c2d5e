import { publicRoute } from "@/lib/auth/guard";
import { registerInput } from "@/lib/auth/schema";
import { register } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/** Makes an account: `{ user, session?, verificationRequired }`, the same whether or not the address has one. */
export const POST = publicRoute({ body: registerInput, status: 201 }, ({ body, request, jar }) =>
  register(routeVisitor(request, jar), body, null),
);
