/** Who reads a quote: how amounts and times are written for them, and the moment of reading. */
export type Reader = { locale: string; timeZone: string; now: Date };
