/** For whom texts, times and amounts are written. */
export type Reader = { locale: string; timeZone: string };
