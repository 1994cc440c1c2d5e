/** For whom a page is written. */
export type Reader = { locale: string; timeZone: string };
