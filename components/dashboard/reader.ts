/** For whom and when the dashboard is written: language, zone and moment decide its words. */
export type Reader = { fullName: string; locale: string; timeZone: string; now: Date };
