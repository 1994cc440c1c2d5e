/** For whom a page of services is written: language and zone decide its words. */
export type Reader = { locale: string; timeZone: string };
