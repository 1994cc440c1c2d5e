import { z } from "zod";
import type { Caller } from "../callers.ts";
import type { Database } from "../database/database.ts";
import { claimSettings, settingsFor } from "../database/request-context.ts";
import { json } from "../http.ts";
import { signJwt } from "../jwt.ts";
import { JWT_SECRET } from "../keys.ts";

const SignInput = z.object({
  expiresIn: z.int().min(1),
  paths: z.array(z.string().min(1)).min(1).max(1000),
});

export type BatchSigner = (bucket: string, body: unknown, caller: Caller) => Promise<Response>;

/** Signs links to several objects at once. Lite's own route for it is shadowed by the one for a single object. */
export function createBatchSigner(database: Database): BatchSigner {
  return async (bucket, body, caller) => {
    const input = SignInput.safeParse(body);
    if (!input.success) {
      return json(400, { statusCode: "400", error: "Error", message: z.prettifyError(input.error) });
    }
    const { expiresIn, paths } = input.data;
    const claims = caller.claims ?? { role: "anon" };
    const rows = await database.transaction(async (session) => {
      const settings = { ...claimSettings(claims), "storage.operation": "storage.object.sign_many" };
      await session.script(`select ${settingsFor(settings)}`);
      return session.query<{ name: string }>(
        "select name from storage.objects where bucket_id = $1 and name in (select jsonb_array_elements_text($2::text::jsonb))",
        [bucket, JSON.stringify(paths)],
      );
    });
    const visible = new Set(rows.map(({ name }) => name));
    const iat = Math.floor(Date.now() / 1000);
    return json(
      200,
      paths.map((path) => {
        if (!visible.has(path)) return { path, signedURL: null, error: MISSING };
        const token = signJwt(
          { sub: path, bucket, intent: "download", iat, exp: iat + expiresIn },
          JWT_SECRET,
        );
        return { path, signedURL: `/object/sign/${bucket}/${path}?token=${token}`, error: null };
      }),
    );
  };
}

const MISSING = "Either the object does not exist or you do not have access to it";
