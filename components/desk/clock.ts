/** In whose language and zone, and from which moment, a page tells times. */
export type Clock = { locale: string; timeZone: string; now: Date };
