import "server-only";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireViewer } from "@/lib/auth/viewer";
import { findPrivacyRequest } from "./queries";
import { privacyParams } from "./schema";
import type { PrivacyRequestDetail } from "./types";

/** The request that an address of either side names, or null. Read once, for the page and for its title. */
export const readPrivacyRequest = cache(
  async (need: "customer" | "staff", ref: string): Promise<PrivacyRequestDetail | null> => {
    const viewer = await requireViewer(need);
    const params = privacyParams.safeParse({ id: ref });
    return params.success ? findPrivacyRequest(viewer, params.data.id) : null;
  },
);

/** What the browser's tab says of a request: its kind and number. */
export async function privacyRequestMetadata(need: "customer" | "staff", ref: string): Promise<Metadata> {
  const [request, t] = await Promise.all([readPrivacyRequest(need, ref), getTranslations("privacy")]);
  if (!request) return { title: t("request.missing") };
  return { title: t("request.tab", { kind: t(`kinds.${request.kind}`), number: request.number }) };
}
