import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";

const SCRIPTS = join(import.meta.dirname, "../../../scripts");

function run(program: string, args: string[] = [], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [join(SCRIPTS, program), ...args], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
}

it("start names the way out when the port is in use", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const { stdout, stderr, status } = run("start.ts", [], { PORT: String(port) });
  server.close();
  expect(stdout).toBe("");
  expect(stderr).toBe(`✗ Port ${port} is in use: stop what uses it, or choose another one with PORT=3001.\n`);
  expect(status).toBe(1);
});

it("start refuses what is no port", () => {
  const { stderr, status } = run("start.ts", [], { PORT: "http" });
  expect(stderr).toBe("✗ PORT=http is no port: give a number from 1 to 65535.\n");
  expect(status).toBe(1);
});

it("test lists its parts when asked for one that it does not have", () => {
  const { stderr, status } = run("test.ts", ["unti"]);
  expect(stderr).toMatch(/^✗ No part is called unti: lint, types, .*, e2e\.\n$/);
  expect(status).toBe(1);
});
