import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { ACTOR_GROUPS, ACTS, type Act, type ActorGroup, AUDIT_KINDS, type AuditKind } from "./types";

/** What the address of either list says. Days are days of the reader's calendar: 2026-11-21. */
export type AuditListParams = {
  role: ActorGroup | "";
  kind: AuditKind | "";
  act: Act | "";
  from: string;
  to: string;
  /** Whether the reader's own doings are shown too; of the customer's list. */
  own: boolean;
  /** Words of the admins' search. */
  actor: string;
  customer: string;
  resource: string;
  action: string;
  cursor: Cursor | null;
};

type SearchParams = Record<string, string | string[] | undefined>;

const TEXTS = ["actor", "customer", "resource", "action"] as const;
const NAMES = ["role", "kind", "act", "from", "to", ...TEXTS] as const;
const LONGEST = 100;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/gu;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readAuditParams(params: SearchParams): AuditListParams {
  const [from, to] = [day(params.from), day(params.to)];
  const words = Object.fromEntries(TEXTS.map((name) => [name, word(params[name])]));
  return {
    role: oneOf(ACTOR_GROUPS, params.role),
    kind: oneOf(AUDIT_KINDS, params.kind),
    act: oneOf(ACTS, params.act),
    // The wrong way round says the same.
    ...(from && to && from > to ? { from: to, to: from } : { from, to }),
    own: first(params.own) === "1",
    ...(words as Pick<AuditListParams, (typeof TEXTS)[number]>),
    cursor: decodeCursor(first(params.cursor)),
  };
}

function first(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? "";
}

function oneOf<T extends string>(values: readonly T[], value: string | string[] | undefined): T | "" {
  return values.find((one) => one === first(value)) ?? "";
}

function word(value: string | string[] | undefined): string {
  return Array.from(first(value).replace(UNSTORABLE, "").trim()).slice(0, LONGEST).join("");
}

/** A day that there is, of a year that people write with four digits. */
function day(value: string | string[] | undefined): string {
  const text = first(value);
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return "";
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : "";
}

/** The query string of a list; a change of what is shown begins at the first page again. */
export function auditQuery(params: AuditListParams, change: Partial<AuditListParams> = {}): string {
  const next = { ...params, cursor: null, ...change };
  const query = new URLSearchParams();
  for (const name of NAMES) if (next[name]) query.set(name, next[name]);
  if (next.own) query.set("own", "1");
  if (next.cursor) query.set("cursor", encodeCursor(next.cursor));
  return query.size > 0 ? `?${query}` : "";
}

/** The names of the filters that are on. */
export function filtersOn(params: AuditListParams): (typeof NAMES)[number][] {
  return NAMES.filter((name) => params[name] !== "");
}

/** What to ask the database for. Empty is absent. */
export function toAuditFilters(params: AuditListParams) {
  return {
    role: params.role ? [params.role] : undefined,
    kind: params.kind ? [params.kind] : undefined,
    act: params.act || undefined,
    from: params.from || undefined,
    to: params.to || undefined,
    actor: params.actor || undefined,
    customer: params.customer || undefined,
    resource: params.resource || undefined,
    action: params.action || undefined,
  };
}

/** The same as a query of the API, for the file. */
export function auditFileQuery(params: AuditListParams): string {
  const { own, ...rest } = params;
  const query = auditQuery({ ...rest, own: false, cursor: null });
  return own ? `${query}${query ? "&" : "?"}who=all` : query;
}
