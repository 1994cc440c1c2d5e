import { publicRoute } from "@/lib/auth/guard";
import { loginCallInput } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/**
 * Signs in by password: the tokens in the answer, and the session in the cookies. Who has a second factor sends its
 * `code` along; without one the answer is 422 with `fields.code`.
 */
export const POST = publicRoute({ body: loginCallInput }, ({ body, request, jar }) =>
  signIn(routeVisitor(request, jar, body.code), body),
);
