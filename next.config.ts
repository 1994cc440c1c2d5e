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
  // Pages that are opened wait for their true status, see lib/platform/document-request.ts.
  htmlLimitedBots: /portico-document$/,
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
