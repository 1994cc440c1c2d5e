import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { describeHostname } from "./hostname";
import { compareRecords, expectedRecords } from "./records";
import { allowedActions, CHECK_DAYS } from "./status";
import type { Certificate, Domain, DomainStatus, FoundRecord } from "./types";

type DomainRow = {
  id: string;
  hostname: string;
  status: DomainStatus;
  challenge: string;
  target: string;
  addresses: string[];
  found: FoundRecord[];
  certificate: Partial<Certificate> | null;
  checkedAt: string | null;
  nextCheckAt: string | null;
  missingSince: string | null;
  checkingSince: string;
  verifiedAt: string | null;
  createdAt: string;
};

const DAY_MS = 86_400_000;

/** A page of the viewer's domains, the newest first. */
export async function listDomains(
  viewer: Viewer,
  { cursor, limit = 20 }: { cursor?: Cursor | undefined; limit?: number | undefined } = {},
): Promise<Result<Page<Domain>>> {
  const answer = unwrap(await viewer.db.rpc("list_domains", { p_cursor: cursor ?? null, p_limit: limit }));
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as { items: DomainRow[]; nextCursor: Cursor | null };
  return ok(page(items.map(toDomain), nextCursor && encodeCursor(nextCursor)));
}

/** One domain of the viewer's, or `not_found`, also for what belongs to somebody else. */
export async function getDomain(viewer: Viewer, id: string): Promise<Result<Domain>> {
  const answer = unwrap(await viewer.db.rpc("list_domains", { p_id: id }));
  if (!answer.ok) return answer;
  const [row] = (answer.value as unknown as { items: DomainRow[] }).items;
  return row ? ok(toDomain(row)) : err(appError("not_found", defaultMessage("not_found")));
}

/** What the page of domains shows for its address. Throws when it cannot be read. */
export async function loadDomains(
  viewer: Viewer,
  address: Record<string, string | string[] | undefined>,
): Promise<{ domains: Page<Domain>; isFirstPage: boolean }> {
  const cursor = typeof address.cursor === "string" ? decodeCursor(address.cursor) : null;
  const domains = await listDomains(viewer, { cursor: cursor ?? undefined });
  if (!domains.ok) throw new Error(`cannot read the domains: ${domains.error.code}`);
  return { domains: domains.value, isFirstPage: cursor === null };
}

function toDomain(row: DomainRow): Domain {
  const { addresses, found, certificate, checkingSince, ...rest } = row;
  const parts = describeHostname(row.hostname);
  const isUnproven = row.status === "pending_dns" || row.status === "wrong_dns";
  return {
    ...rest,
    ...parts,
    records: compareRecords(expectedRecords(parts, { ...row, addresses }), found),
    certificate: certificate && toCertificate(certificate),
    checkedAt: row.checkedAt && toIso(row.checkedAt),
    nextCheckAt: row.nextCheckAt && toIso(row.nextCheckAt),
    missingSince: row.missingSince && toIso(row.missingSince),
    checksUntil: isUnproven
      ? new Date(Date.parse(toIso(checkingSince)) + CHECK_DAYS * DAY_MS).toISOString()
      : null,
    verifiedAt: row.verifiedAt && toIso(row.verifiedAt),
    createdAt: toIso(row.createdAt),
    allowedActions: allowedActions(),
  };
}

function toCertificate(kept: Partial<Certificate>): Certificate {
  const { status = "requested", issuer = null, expiresAt = null, error = null, at = "" } = kept;
  return { status, issuer, expiresAt: expiresAt && toIso(expiresAt), error, at: at && toIso(at) };
}

function toIso(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
