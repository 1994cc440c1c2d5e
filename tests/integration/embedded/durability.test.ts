import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SECRET_KEY } from "../../../supabase/embedded/keys.ts";
import { eventually } from "./fixtures.ts";

const WRITERS = 4;
const ROUNDS = 3;
const WRITES = 60;

let dir: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "portico-durability-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});

/** Starts a process on the folder; an admin client of it, and a way to kill it at once. */
async function start(): Promise<{ admin: SupabaseClient; kill: () => Promise<void> }> {
  const process_ = spawn(process.execPath, [join(import.meta.dirname, "serve-fixture.ts"), dir]);
  child = process_;
  let output = "";
  for (const stream of [process_.stdout, process_.stderr]) stream.on("data", (text) => (output += text));
  const ended = new Promise<void>((resolve) => process_.once("exit", () => resolve()));
  const url = await eventually(() => /ready at (\S+)/.exec(output)?.[1], 20_000).catch(() => {
    throw new Error(`The process did not start: ${output}`);
  });
  const kill = () => {
    process_.kill("SIGKILL");
    return ended;
  };
  return { admin: createClient(url, SECRET_KEY, { auth: { persistSession: false } }), kill };
}

test("a process killed in the midst of writing loses nothing that it acknowledged", async () => {
  const rows = new Set<string>();
  const files = new Set<string>();
  let owner = "";

  for (let round = 0; round < ROUNDS; round++) {
    const { admin, kill } = await start();
    if (!owner) {
      const { data } = await admin.auth.admin.createUser({ email: `${randomUUID()}@portico.test` });
      owner = data.user?.id ?? "";
    }
    let isWriting = true;
    const goal = rows.size + WRITES;
    const write = async () => {
      while (isWriting) {
        const body = randomUUID();
        const inserted = await admin.from("notes").insert({ body, owner });
        if (!inserted.error) rows.add(body);
        const uploaded = await admin.storage
          .from("files")
          .upload(`${owner}/${body}.txt`, new Blob([body], { type: "text/plain" }));
        if (!uploaded.error) files.add(body);
      }
    };
    const writers = Array.from({ length: WRITERS }, write);
    await eventually(() => rows.size >= goal || undefined, 20_000);
    await kill();
    isWriting = false;
    await Promise.all(writers);

    const after = await start();
    const { data } = await after.admin.from("notes").select("body");
    const kept = new Set(data?.map(({ body }) => body));
    expect([...rows].filter((body) => !kept.has(body))).toEqual([]);
    for (const body of [...files].slice(-10)) {
      const { data: file } = await after.admin.storage.from("files").download(`${owner}/${body}.txt`);
      expect(await file?.text()).toBe(body);
    }
    await after.kill();
  }
}, 180_000);
