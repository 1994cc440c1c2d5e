import { join } from "node:path";
import { hermeticEnv } from "../scripts/lib/environment.ts";
import { TOOLS } from "../scripts/lib/paths.ts";
import { freePort } from "../scripts/lib/ports.ts";
import { run, startService, waitForAnswer } from "../scripts/lib/processes.ts";
import { UserError } from "../scripts/lib/steps.ts";

const FOLDER = join(import.meta.dirname, "floor");

export type Floor = {
  /** The address of a list whose answer has about as many bytes. */
  pageOfSize: (bytes: number) => string;
  stop: () => Promise<void>;
};

/** Builds and starts the bare Next app in bench/floor. */
export async function startFloor(): Promise<Floor> {
  const env = { ...hermeticEnv({}), NODE_ENV: "production" } as const;
  const { code, output } = await run([TOOLS.next, "build", FOLDER], env);
  if (code !== 0) throw new UserError(`The floor cannot be built:\n${output}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [TOOLS.next, "start", FOLDER, "--hostname", "127.0.0.1", "--port", String(port)];
  const service = startService({ name: "floor", args, env });
  await waitForAnswer(service, `${url}/?rows=1`);

  const size = async (rows: number) => (await (await fetch(`${url}/?rows=${rows}`)).arrayBuffer()).byteLength;
  const [few, many] = [await size(1), await size(101)];
  return {
    pageOfSize: (bytes) => `${url}/?rows=${Math.max(1, Math.round(((bytes - few) * 100) / (many - few)))}`,
    stop: service.stop,
  };
}
