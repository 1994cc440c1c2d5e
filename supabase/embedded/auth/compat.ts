import { isIP } from "node:net";
import type { Database } from "../database/database.ts";
import type { Exchange, Handler } from "../gateway.ts";
import { bodyOf, withBody } from "../http.ts";
import { JWT_SECRET } from "../keys.ts";
import type { Lite } from "../lite.ts";
import { redirectTarget } from "../outbox/mailer.ts";
import { withFactorsOfUser, withFullClaims } from "./claims.ts";
import { factorRoute, noteMethod, withSecondFactor } from "./mfa.ts";
import type { AuthParts, AuthRoute } from "./parts.ts";
import { changeUser, refresh, signIn, verify } from "./sign-in.ts";
import { resend, sendLink, signUp } from "./sign-up.ts";

/** With the second factors, which Lite does not know. */
const showUser: AuthRoute = async (parts, _body, exchange) =>
  withFactorsOfUser(await parts.forward(exchange), parts.database);

const ROUTES: Readonly<Record<string, AuthRoute>> = {
  "POST /signup": signUp,
  "POST /token?password": signIn,
  "POST /token?refresh_token": refresh,
  "POST /otp": sendLink,
  "POST /magiclink": sendLink,
  "POST /resend": resend,
  "POST /verify": verify,
  "GET /user": showUser,
  "PUT /user": withSecondFactor(changeUser),
};

/** By what an endpoint opens a session. */
const METHODS: Readonly<Record<string, string>> = {
  "POST /token?password": "password",
  "POST /verify": "otp",
  "POST /signup": "password",
};

/** Where Supabase Lite's auth endpoints answer differently from a hosted project, or tell too much. */
export function authCompat({ lite, ...rest }: Omit<AuthParts, "forward"> & { lite: Lite }): Handler {
  const forward: AuthParts["forward"] = async ({ request, url, caller }, body) => {
    const response = await lite.fetch(body ? withBody(request, body) : request, caller);
    const session = response.headers.get("sb-auth-session-id");
    if (response.ok && session) {
      await noteDevice(rest.database, session, request);
      const method = METHODS[nameOf({ request, url, caller })];
      if (method) await noteMethod(rest.database, session, method);
    }
    return withFullClaims(response, url.origin, JWT_SECRET, rest.database);
  };

  return async (exchange) => {
    const { request, url, caller } = exchange;
    if (!url.pathname.startsWith("/auth/v1/")) return null;
    const route = caller.keyType ? (ROUTES[nameOf(exchange)] ?? factorRoute(exchange)) : undefined;
    return redirectTarget.run(url.searchParams.get("redirect_to") ?? "", async () =>
      route ? route({ ...rest, forward }, await bodyOf(request), exchange) : forward(exchange),
    );
  };
}

function nameOf({ request, url }: Exchange): string {
  const grant = url.searchParams.get("grant_type");
  return `${request.method} ${url.pathname.slice("/auth/v1".length)}${grant ? `?${grant}` : ""}`;
}

/** Where a session is used from, which Supabase Auth keeps for lists of sessions, and Lite does not. */
async function noteDevice(database: Database, session: string, { headers }: Request): Promise<void> {
  const address = headers.get("x-forwarded-for")?.split(",", 1)[0]?.trim() ?? "";
  await database.query("update auth.sessions set user_agent = $2, ip = $3::text::inet where id::text = $1", [
    session,
    headers.get("user-agent"),
    isIP(address) ? address : null,
  ]);
}
