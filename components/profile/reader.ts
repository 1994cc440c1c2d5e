/** For whom a page of the profile is written: language and zone decide its words. */
export type Reader = { locale: string; timeZone: string };
