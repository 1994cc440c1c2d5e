import { App, setExperimental } from "@supabase/lite";
import { type Caller, keyTypeOf } from "./callers.ts";
import type { Database } from "./database/database.ts";
import { answerLikePostgrest, dataApiRole } from "./database/postgrest-errors.ts";
import { JWT_SECRET } from "./keys.ts";
import type { Settings } from "./settings.ts";
import { storageAdapter } from "./storage/adapter.ts";
import type { FileStore } from "./storage/files.ts";

type Mailer = NonNullable<App["_mailer"]>;

export interface Lite {
  /** Answers a request as Supabase Lite does, acting for the caller that the gateway has identified. */
  fetch(request: Request, caller: Caller): Promise<Response>;
}

interface LiteOptions {
  readonly database: Database;
  readonly settings: Settings;
  readonly siteUrl: string;
  readonly mailer: Mailer;
  readonly files: FileStore;
}

/** Sets up Supabase Lite on a database that is bootstrapped already. */
export async function createLite({ database, settings, siteUrl, mailer, files }: LiteOptions): Promise<Lite> {
  const callers = new WeakMap<Request, Caller>();
  const app = new App({
    connection: database.connection,
    api: { enabled: true, schemas: ["public"], max_rows: settings.maxRows },
    auth: {
      enabled: true,
      jwt_secret: JWT_SECRET,
      jwt_expiry: settings.jwtSeconds,
      site_url: siteUrl,
      additional_redirect_urls: [...settings.redirectUrls],
      enable_refresh_token_rotation: true,
      minimum_password_length: settings.minimumPasswordLength,
      email: {
        enable_confirmations: true,
        double_confirm_changes: false,
        otp_length: settings.otpLength,
        otp_expiry: settings.otpSeconds,
      },
    },
    storage: { enabled: true, file_size_limit: settings.fileSizeLimit },
    studio: { enabled: false },
    options: {
      server: {
        disableStudio: true,
        apiKeys: {
          resolver: async (key, context) => {
            const type = keyTypeOf(key);
            if (!type) return null;
            const claims = callers.get(context.req.raw)?.claims;
            return { type, claims: { ...(claims ?? { role: type === "secret" ? "service_role" : "anon" }) } };
          },
        },
      },
    },
  });
  answerLikePostgrest(database.connection);
  app._mailer = mailer;
  app._storageAdapter = storageAdapter(files);
  await app.init();
  // After init, which would print a warning that storage is experimental.
  setExperimental("storage", true);
  await database.connection.introspect({ useCache: true });
  await database.listen("pgrst", () => void database.connection.clearSchemaCache());

  return {
    async fetch(request, caller) {
      const forwarded = withTrustedClaims(request, caller);
      callers.set(forwarded, caller);
      const serve = () => app.fetch(forwarded, { peerAddress: null });
      const isData = new URL(request.url).pathname.startsWith("/rest/");
      return isData ? dataApiRole.run(caller.claims?.role ?? "anon", serve) : serve();
    },
  };
}

/**
 * For data and storage the token is verified already, so Lite gets the claims instead of the token and is
 * spared two look-ups in the auth tables, which a hosted project does not make either. The auth endpoints
 * keep the token: they ask whether the session still exists.
 */
function withTrustedClaims(request: Request, caller: Caller): Request {
  const { pathname } = new URL(request.url);
  const isTrusted = caller.keyType !== null && caller.claims !== null && !pathname.startsWith("/auth/");
  if (!isTrusted) return request;
  const headers = new Headers(request.headers);
  headers.delete("authorization");
  return new Request(request, { headers });
}
