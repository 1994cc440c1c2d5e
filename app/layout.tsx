import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { THEME_COOKIE, toTheme } from "@/components/shell/theme";
import { brandStyle } from "@/lib/branding/branding";
import { getBranding } from "@/lib/branding/queries";
import { getNonce } from "@/lib/platform/nonce";
import { fontVariables } from "./fonts";
import "./globals.css";

// Every page is rendered for its request: only then do its scripts carry the nonce that the policy asks for.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await getBranding();
  return {
    title: { default: name, template: `%s · ${name}` },
    applicationName: name,
    icons: { icon: "/icon.svg" },
    formatDetection: { telephone: false },
  };
}

/** The colour of the browser's own frame, as the page's background. */
const FRAME = { light: "#faf9f8", dark: "#0f0d0b" } as const;

export async function generateViewport(): Promise<Viewport> {
  const theme = toTheme((await cookies()).get(THEME_COOKIE)?.value);
  if (theme !== "system") return { colorScheme: theme, themeColor: FRAME[theme] };
  return {
    colorScheme: "light dark",
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: FRAME.light },
      { media: "(prefers-color-scheme: dark)", color: FRAME.dark },
    ],
  };
}

/** The document: language, theme and brand, so that the first byte already looks right. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [nonce, jar, branding, locale] = await Promise.all([
    getNonce(),
    cookies(),
    getBranding(),
    getLocale(),
  ]);
  const theme = toTheme(jar.get(THEME_COOKIE)?.value);
  const style = brandStyle(branding);
  return (
    <html
      lang={locale}
      className={fontVariables}
      data-theme={theme === "system" ? undefined : theme}
      // The theme can be changed without the server.
      suppressHydrationWarning
    >
      <body>
        {style && (
          <style nonce={nonce} suppressHydrationWarning>
            {style}
          </style>
        )}
        {children}
      </body>
    </html>
  );
}
