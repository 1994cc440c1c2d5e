/** How times are shown, and what time it is. */
export type Reader = { locale: string; timeZone: string; now: Date };
