import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/platform/i18n.ts");

const config: NextConfig = {
  cacheComponents: true,
  partialPrefetching: true,
  typedRoutes: true,
  reactCompiler: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` runs the TypeScript 7 compiler over the whole project; the build does not repeat it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pino", "sharp", "nodemailer"],
  experimental: {
    turbopackRustReactCompiler: true,
  },
  turbopack: {
    rules: { "*.css": { loaders: ["@tailwindcss/turbopack"], as: "*.css" } },
  },
};

export default withNextIntl(config);
