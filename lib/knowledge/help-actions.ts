"use server";

import { refresh } from "next/cache";
import { cookies, headers } from "next/headers";
import { publicAction } from "@/lib/auth/action";
import { findCurrentViewer } from "@/lib/auth/viewer";
import { clientIp } from "@/lib/platform/client-ip";
import { voteForm } from "./help-schema";
import { voteOnArticle } from "./help-service";

/** Whether an article helped. A second answer changes the first. */
export const voteAction = publicAction(voteForm, async ({ input: { slug, ...vote } }) => {
  const [viewer, jar, requestHeaders] = await Promise.all([findCurrentViewer(), cookies(), headers()]);
  // Whoever cannot be told who they are just now does not become a visitor with another vote.
  if (!viewer.ok && viewer.error.code === "unavailable") return viewer;
  const voted = await voteOnArticle(
    viewer.ok ? viewer.value : null,
    {
      ip: clientIp(requestHeaders),
      getCookie: (name) => jar.get(name)?.value,
      setCookie: (name, value, options) => jar.set(name, value, options),
    },
    slug,
    vote,
  );
  refresh();
  return voted;
});
