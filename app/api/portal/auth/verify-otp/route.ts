import { publicRoute } from "@/lib/auth/guard";
import { signInWithPhoneCode } from "@/lib/auth/phone-service";
import { verifyOtpInput } from "@/lib/auth/schema";
import { signInWithCode } from "@/lib/auth/service";
import { routeVisitor } from "@/lib/auth/visitor";

/** Signs in with the code from a sign-in e-mail, or that came by phone; answers as `login` does. */
export const POST = publicRoute({ body: verifyOtpInput }, async ({ body, request, jar }) => {
  const visitor = routeVisitor(request, jar, body.code);
  if (body.phone !== undefined) return signInWithPhoneCode(visitor, body.phone, body.token);
  return signInWithCode(visitor, body.email ?? "", body.token);
});
