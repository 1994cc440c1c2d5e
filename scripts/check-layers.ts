// Checks who imports whom: `node scripts/check-layers.ts [folder]`. The rules are in .dependency-cruiser.mjs.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";
import { ROOT } from "./lib/paths.ts";

const SOURCES = ["app", "components", "lib", "proxy.ts", "instrumentation.ts"];

/** Every forbidden import below `folder`, as `rule: from → to`, and how many modules were looked at. */
export async function findViolations(folder: string): Promise<{ modules: number; violations: string[] }> {
  const config = await extractConfig(join(ROOT, ".dependency-cruiser.mjs"));
  const { output } = await cruise(
    SOURCES.filter((source) => existsSync(join(folder, source))),
    { ...config.options, ruleSet: config, validate: true, baseDir: folder },
    // Reading tsconfig.json needs the programming interface that TypeScript 7 does not have.
    {
      alias: { "@": folder },
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "default"],
      bustTheCache: true,
    },
  );
  const { summary } = output as ICruiseResult;
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

if (import.meta.main) {
  const { modules, violations } = await findViolations(process.argv[2] ?? ROOT);
  for (const violation of violations) console.error(violation);
  if (modules === 0) console.error("No module was looked at: the parser finds nothing.");
  console.log(`${modules} modules, ${violations.length} forbidden imports`);
  process.exitCode = violations.length > 0 || modules === 0 ? 1 : 0;
}
