"use client";

import type { Route } from "next";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { readDraft } from "./use-draft";

/** Reminds of a ticket that was begun and not sent, and leads back to it. */
export function DraftNotice({ scope, title, action }: { scope: string; title: string; action: string }) {
  const [found, setFound] = useState<{ subject: string; category: string } | null>(null);

  useEffect(() => {
    const { subject = "", category } = readDraft(scope)?.values ?? {};
    if (category) setFound({ subject, category });
  }, [scope]);

  if (!found) return null;
  return (
    <Banner
      tone="info"
      title={title}
      className="mb-5 max-w-4xl"
      actions={
        <LinkButton size="sm" href={`/portal/tickets/new?category=${found.category}` as Route}>
          {action}
        </LinkButton>
      }
    >
      {found.subject}
    </Banner>
  );
}
