import type { Database, Session } from "../database/database.ts";
import { claimSettings, settingsFor } from "../database/request-context.ts";
import type { Claims } from "../jwt.ts";

const EXTENSIONS = ["broadcast", "presence"] as const;
type Extension = (typeof EXTENSIONS)[number];

/** What a user may do on a private topic. */
export interface TopicRights {
  readonly read: ReadonlySet<Extension>;
  readonly write: ReadonlySet<Extension>;
}

class Undo extends Error {}

/**
 * Asks the policies on realtime.messages, the way hosted Realtime does: in a transaction that is rolled
 * back, rows for the topic are put there and selected as the user, then inserted as the user.
 */
export async function askPolicies(database: Database, claims: Claims, topic: string): Promise<TopicRights> {
  let rights: TopicRights = { read: new Set(), write: new Set() };
  await database
    .transaction(async (session) => {
      const probes = await session.query<{ id: string }>(
        "insert into realtime.messages (topic, extension) values ($1, 'broadcast'), ($1, 'presence') returning id",
        [topic],
      );
      await session.script(`select ${settingsFor({ ...claimSettings(claims), "realtime.topic": topic })}`);
      const read = await readable(session, probes);
      rights = { read, write: await writable(session, topic) };
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return rights;
}

async function readable(session: Session, probes: readonly { id: string }[]): Promise<Set<Extension>> {
  return attempt(session, async () => {
    const ids = probes.map(({ id }) => `'${id}'`).join(", ");
    const rows = await session.query<{ extension: Extension }>(
      `select extension from realtime.messages where id in (${ids})`,
    );
    return new Set(rows.map(({ extension }) => extension));
  });
}

async function writable(session: Session, topic: string): Promise<Set<Extension>> {
  const allowed = new Set<Extension>();
  for (const extension of EXTENSIONS) {
    const granted = await attempt(session, async () => {
      await session.query("insert into realtime.messages (topic, extension) values ($1, $2)", [
        topic,
        extension,
      ]);
      return new Set([extension]);
    });
    for (const one of granted) allowed.add(one);
  }
  return allowed;
}

/** Nothing when the user lacks the privilege; other errors are the policies' own and go on. */
async function attempt(session: Session, work: () => Promise<Set<Extension>>): Promise<Set<Extension>> {
  await session.script("savepoint probe");
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    return new Set();
  } finally {
    await session.script("rollback to savepoint probe");
  }
}
