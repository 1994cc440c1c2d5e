import { publicRoute } from "@/lib/auth/guard";
import { requestOtpInput } from "@/lib/auth/schema";
import { phoneUnavailable, requestSignInLink } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/** Sends a sign-in link and code by e-mail. Phone numbers are refused alike until there is a sender for them. */
export const POST = publicRoute({ body: requestOtpInput }, async ({ body, request, jar }) =>
  body.email ? requestSignInLink(routeVisitor(request, jar), body.email, null) : phoneUnavailable(),
);
