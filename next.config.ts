import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/platform/i18n.ts");

const config: NextConfig = {
  // Two dev servers in one checkout need a build folder each.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  cacheComponents: true,
  partialPrefetching: true,
  typedRoutes: true,
  reactCompiler: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // With cache components Next begins to send a page before it knows its status: somebody else's ticket would
  // answer 200. For the agents named here it waits, and 404 and redirects are what they say.
  htmlLimitedBots: /.*/,
  // `npm test` runs the TypeScript 7 compiler over the whole project; the build does not repeat it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pino", "sharp", "nodemailer"],
  experimental: {
    turbopackRustReactCompiler: true,
    // Pages are rendered whole for each viewer, see docs/decisions/005; those that opt in are still checked.
    instantInsights: { validationLevel: "manual-warning" },
  },
  turbopack: {
    rules: { "*.css": { loaders: ["@tailwindcss/turbopack"], as: "*.css" } },
  },
};

export default withNextIntl(config);
