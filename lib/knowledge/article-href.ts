/** Where an article, or a passage of it, opens. */
export function articleHref({ slug, anchor }: { slug: string; anchor?: string | null }): string {
  return `/help/${slug}${anchor ? `#${encodeURIComponent(anchor)}` : ""}`;
}
