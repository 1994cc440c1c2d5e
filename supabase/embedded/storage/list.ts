import { z } from "zod";
import type { Caller } from "../callers.ts";
import type { Database } from "../database/database.ts";
import { claimSettings, settingsFor } from "../database/request-context.ts";
import { json } from "../http.ts";

const ListInput = z.object({
  prefix: z.string().default(""),
  limit: z.int().min(1).max(1000).default(100),
  offset: z.int().min(0).default(0),
  search: z.string().nullish(),
  sortBy: z
    .object({
      column: z.enum(["name", "created_at", "updated_at", "last_accessed_at"]).default("name"),
      order: z.enum(["asc", "desc"]).default("asc"),
    })
    .default({ column: "name", order: "asc" }),
});

export type ObjectList = (bucket: string, body: unknown, caller: Caller) => Promise<Response>;

/**
 * Lists a folder as hosted does: what lies directly in it, by its name within the folder, and folders
 * without an id. Lite lists every object below the prefix by its full name.
 */
export function createObjectList(database: Database): ObjectList {
  return async (bucket, body, caller) => {
    const input = ListInput.safeParse(body);
    if (!input.success) {
      return json(400, { statusCode: "400", error: "Error", message: z.prettifyError(input.error) });
    }
    const { prefix, limit, offset, search, sortBy } = input.data;
    const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
    const claims = caller.claims ?? { role: "anon" };
    const rows = await database.transaction(async (session) => {
      const settings = { ...claimSettings(claims), "storage.operation": "storage.object.list" };
      await session.script(`select ${settingsFor(settings)}`);
      return session.query(LIST(sortBy.column, sortBy.order), [bucket, folder, search ?? "", limit, offset]);
    });
    return json(200, rows);
  };
}

const LIST = (column: string, order: string) => `
  with inside as (
    select *, substr(name, length($2) + 1) as rest
    from storage.objects
    where bucket_id = $1 and starts_with(name, $2) and length(name) > length($2)
  ), entries as (
    select rest as name, id, updated_at, created_at, last_accessed_at, metadata
    from inside where position('/' in rest) = 0
    union all
    select distinct split_part(rest, '/', 1), null::uuid, null::timestamptz, null::timestamptz, null::timestamptz, null::jsonb
    from inside where position('/' in rest) > 0
  )
  select * from entries
  where starts_with(lower(name), lower($3))
  order by (id is null) desc, ${column} ${order}, name
  limit $4 offset $5`;
