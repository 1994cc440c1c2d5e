import type { Module } from "@/lib/core/modules";

/** For whom a page is written, and what this business uses. */
export type Reader = { locale: string; timeZone: string; modules: readonly Module[] };
