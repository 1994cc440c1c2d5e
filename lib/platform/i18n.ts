import { getRequestConfig } from "next-intl/server";

export const DEFAULT_LOCALE = "en";

/** Every `messages/en/<namespace>.json` is one namespace: a new file needs no entry anywhere. */
const catalogues = import.meta.glob<Record<string, unknown>>("../../messages/en/*.json", {
  eager: true,
  import: "default",
});

const messages = Object.fromEntries(
  Object.entries(catalogues).map(([path, texts]) => [namespaceOf(path), texts]),
);

function namespaceOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.json$/, "");
}

/**
 * What translators keep their parsed texts in. next-intl makes one for each request, so that every page
 * parses its texts anew; kept here, a text is parsed once. It grows no larger than the catalogues.
 */
const parsed = {
  _cache: {
    dateTime: {},
    number: {},
    message: {},
    relativeTime: {},
    pluralRules: {},
    list: {},
    displayNames: {},
  },
};

// Dates are formatted by lib/core/dates in the viewer's zone; UTC here only keeps output stable.
export default getRequestConfig(() => ({ locale: DEFAULT_LOCALE, messages, timeZone: "UTC", ...parsed }));
