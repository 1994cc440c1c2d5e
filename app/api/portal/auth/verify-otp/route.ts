import { publicRoute } from "@/lib/auth/guard";
import { verifyOtpInput } from "@/lib/auth/schema";
import { phoneUnavailable, signInWithCode } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/** Signs in with the code from a sign-in e-mail; answers as `login` does. */
export const POST = publicRoute({ body: verifyOtpInput }, async ({ body, request, jar }) =>
  body.email ? signInWithCode(routeVisitor(request, jar), body.email, body.token) : phoneUnavailable(),
);
