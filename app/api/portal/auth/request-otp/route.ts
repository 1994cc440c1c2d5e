import { publicRoute } from "@/lib/auth/guard";
import { requestPhoneCode } from "@/lib/auth/phone-service";
import { requestOtpInput } from "@/lib/auth/schema";
import { requestSignInLink } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/** Sends a sign-in link and code by e-mail, or a code by phone; says nothing about whether there is an account. */
export const POST = publicRoute({ body: requestOtpInput }, async ({ body, request, jar }) => {
  const visitor = routeVisitor(request, jar);
  if (body.phone !== undefined) return requestPhoneCode(visitor, body.phone);
  return requestSignInLink(visitor, body.email ?? "", null);
});
