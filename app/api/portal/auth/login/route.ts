import { publicRoute } from "@/lib/auth/guard";
import { loginInput } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/** Signs in by password: the tokens in the answer, and the session in the cookies. */
export const POST = publicRoute({ body: loginInput }, ({ body, request, jar }) =>
  signIn(routeVisitor(request, jar), body),
);
