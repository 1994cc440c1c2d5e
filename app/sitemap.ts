import type { MetadataRoute } from "next";
import { cacheLife } from "next/cache";
import { connection } from "next/server";
import { listHelpAddresses } from "@/lib/knowledge/help-queries";
import { getEnv } from "@/lib/platform/env";

/** The same for everybody: what visitors may read. */
async function addresses() {
  "use cache";
  cacheLife("minutes");
  return listHelpAddresses();
}

/** What search engines may list: the front pages and the public articles. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const { siteUrl } = getEnv();
  const { articles, categories } = await addresses();
  return [
    { url: `${siteUrl}/` },
    { url: `${siteUrl}/help` },
    ...categories.map((slug) => ({ url: `${siteUrl}/help/category/${slug}` })),
    ...articles.map(({ slug, updatedAt }) => ({ url: `${siteUrl}/help/${slug}`, lastModified: updatedAt })),
  ];
}
