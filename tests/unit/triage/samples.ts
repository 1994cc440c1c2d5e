import type { Passage } from "@/lib/knowledge/types";
import type { TriageSubject } from "@/lib/triage/types";

export const PASSAGE: Passage = {
  id: "00000000-0000-4000-8000-000000000001",
  articleId: "00000000-0000-4000-8000-0000000000a1",
  slug: "returns",
  title: "Returning a product",
  breadcrumb: ["Orders", "Opened boxes"],
  anchor: "opened-boxes",
  text: "You can return an opened box within 14 days. Keep the packaging. We collect it from your door.",
  locale: "en",
  score: 1,
};

export const OTHER_PASSAGE: Passage = {
  ...PASSAGE,
  id: "00000000-0000-4000-8000-000000000002",
  articleId: "00000000-0000-4000-8000-0000000000a2",
  slug: "couriers",
  title: "Couriers",
  breadcrumb: ["Orders"],
  anchor: null,
  text: "The courier calls on the day before. Nobody has to be at home.",
  score: 0.9,
};

/** A ticket as triage reads it. */
export function subject(given: Partial<TriageSubject> = {}): TriageSubject {
  return {
    id: "00000000-0000-4000-8000-0000000000f1",
    number: "TKT-2026-00001",
    subject: "Returning an opened box",
    description: "Hello,\nCan I return an amplifier when I opened the box? Thank you.",
    category: "question",
    priority: "low",
    channel: "portal",
    isWaiting: false,
    flags: [],
    categories: [
      { slug: "question", label: "General question", description: "Anything else", defaultPriority: "low" },
      {
        slug: "technical",
        label: "Technical problem",
        description: "Something does not work",
        defaultPriority: "medium",
      },
    ],
    ...given,
  };
}
