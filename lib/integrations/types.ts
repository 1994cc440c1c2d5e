/** What other systems can send, as the last part of `POST /api/integrations/…`. */
export const RECORD_KINDS = [
  "customers",
  "products",
  "orders",
  "invoices",
  "quotes",
  "services",
  "usage",
  "transcripts",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** How many records one request may have. */
export const MAX_BATCH = 500;

/** How the system is called that records are from; some names are the portal's own. */
export const SOURCE = /^[a-z0-9][a-z0-9_.-]{0,39}$/;
export const RESERVED_SOURCES: readonly string[] = ["portal", "quote"];

/** Why a record was not taken; `field` is a path such as `items.0.quantity`. */
export type RecordFault = { code: string; message: string; field?: string };

/** What became of one record, in the order in which they were sent. */
export type RecordResult = {
  index: number;
  externalId: string | null;
  status: "created" | "updated" | "unchanged" | "failed";
  id?: string;
  error?: RecordFault;
};

/** A record that has been checked: JSON that the database takes. */
export type CheckedRecord = { externalId: string; [field: string]: unknown };

export function isRecordKind(value: string): value is RecordKind {
  return (RECORD_KINDS as readonly string[]).includes(value);
}
