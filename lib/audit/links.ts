import type { Module } from "@/lib/core/modules";
import type { Resource } from "./types";

type Place = { path: (ref: string) => string; module?: Module };

const PORTAL: Record<string, Place | undefined> = {
  ticket: { path: (ref) => `/portal/tickets/${ref}` },
  order: { path: (ref) => `/portal/orders/${ref}`, module: "orders" },
  invoice: { path: (ref) => `/portal/invoices/${ref}`, module: "invoices" },
  quote: { path: (ref) => `/portal/quotes/${ref}`, module: "quotes" },
  service: { path: (ref) => `/portal/services/${ref}`, module: "services" },
};

const DESK: Record<string, Place | undefined> = {
  ticket: { path: (ref) => `/admin/tickets/${ref}` },
  quote: { path: (ref) => `/admin/quotes/${ref}`, module: "quotes" },
  service: { path: (ref) => `/admin/services/${ref}`, module: "services" },
  customer: { path: (ref) => `/admin/customers/${ref}` },
};

/** Where somebody can look at what an entry speaks of; null where there is no such page, or it is gone. */
export function placeOf(
  area: "portal" | "admin",
  { type, ref }: { type: string } & Resource,
  modules: readonly Module[],
): string | null {
  const place = (area === "portal" ? PORTAL : DESK)[type];
  if (!place || ref === undefined || (place.module && !modules.includes(place.module))) return null;
  return place.path(encodeURIComponent(ref));
}
