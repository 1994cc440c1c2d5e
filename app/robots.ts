import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { getEnv } from "@/lib/platform/env";

/** Search engines have nothing to do behind the sign-in, nor in an endless number of searches. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  const { siteUrl } = getEnv();
  return {
    rules: { userAgent: "*", disallow: ["/portal", "/admin", "/api/", "/auth/", "/help/search"] },
    sitemap: `${siteUrl}/sitemap.xml`,
  };
}
