import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { EvenShards } from "./tests/helpers/halves.ts";

const root = import.meta.dirname;
const quietConsole = "tests/helpers/console.ts";

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // Outside Next this package throws on import; its own empty file is what Next's server bundles get.
      { find: "server-only", replacement: join(root, "node_modules/server-only/empty.js") },
    ],
  },
  test: {
    // Reports show what was found in full, not as `[ Array(3) ]`.
    chaiConfig: { truncateThreshold: 0 },
    sequence: { sequencer: EvenShards },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          setupFiles: quietConsole,
          // Documents of many pages take their time on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          exclude: ["tests/integration/postgres/**"],
          globalSetup: "tests/helpers/supabase-hosts.ts",
          setupFiles: quietConsole,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: ["tests/integration/postgres/**/*.test.ts"],
          setupFiles: quietConsole,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.e2e.ts"],
          globalSetup: "tests/e2e/setup.ts",
          setupFiles: quietConsole,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A browser on a busy machine may need a second try; one that fails twice has failed.
          retry: 1,
        },
      },
    ],
  },
});
