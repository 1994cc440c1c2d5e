/** For whom a page is written, and when. */
export type Reader = { locale: string; timeZone: string; now: Date };
