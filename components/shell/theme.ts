/** What a person may choose; `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Read by the root layout, so that the first byte already has the right colours. */
export const THEME_COOKIE = "theme";

const YEAR_SECONDS = 31_536_000;
const CHANGED = "portico:theme";

/** A cookie's value as a theme; anything unknown is `system`. */
export function toTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** In the browser: what is chosen now. */
export function currentTheme(): Theme {
  return toTheme(document.documentElement.dataset.theme);
}

/** In the browser: changes the page at once, and the cookie for all to come. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  dispatchEvent(new Event(CHANGED));
}

/** In the browser: calls back after each `applyTheme`, wherever it came from. */
export function onThemeChange(listener: () => void): () => void {
  addEventListener(CHANGED, listener);
  return () => removeEventListener(CHANGED, listener);
}
