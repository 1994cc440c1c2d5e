import type { HelpPath } from "./help-types";

/** The way to a page as search engines show it. `origin` without a slash at its end. */
export function breadcrumbData(origin: string, home: string, path: HelpPath): Record<string, unknown> {
  const steps = [
    { name: home, url: `${origin}/help` },
    ...path.map(({ slug, name }) => ({ name, url: `${origin}/help/category/${slug}` })),
  ];
  return {
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ name, url }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: url,
    })),
  };
}

/** Questions with their answers as plain text. */
export function questionsData(
  questions: readonly { title: string; text: string }[],
): Record<string, unknown> {
  return {
    "@type": "FAQPage",
    mainEntity: questions.map(({ title, text }) => ({
      "@type": "Question",
      name: title,
      acceptedAnswer: { "@type": "Answer", text },
    })),
  };
}
