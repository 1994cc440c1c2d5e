import { DAY, HOUR } from "./clock.ts";
import type { OrderPlan } from "./orders.ts";
import type { Customer } from "./people.ts";
import { idOf, type Random, randomFor } from "./random.ts";
import type { Row } from "./rows.ts";

/** How the parcels of an order fared, when not simply well. */
export type ParcelStory = "stale" | "resent" | "split";

export type Parcels = {
  shipments: (Row<"shipments"> & { id: string })[];
  tracking: Row<"shipment_events">[];
};

type Fate = "stale" | "lost" | "delivered" | "underway";
type Parcel = { nth: number; fate: Fate; shippedAt: Date; endsAt: Date };

const CARRIERS = [
  ["Karoo Couriers", "KC", "https://track.karoo-couriers.example/"],
  ["Springbok Express", "SBX", "https://springbok-express.example/t/"],
  ["Two Oceans Freight", "TOF", "https://two-oceans.example/track/"],
] as const;

const HUB = "Johannesburg hub";

/** What a carrier scans on the way: share of the way, words, place (null for the customer's town). */
const SCANS: readonly (readonly [number, string, string | null])[] = [
  [0, "Collected from the sender", "Umoya Audio, Johannesburg"],
  [0.15, "Arrived at the sorting hub", HUB],
  [0.35, "Departed from the sorting hub", HUB],
  [0.7, "Arrived at the local depot", null],
  [0.92, "Out for delivery", null],
  [1, "Delivered and signed for", null],
];

/** The parcels of an order that has been handed to a carrier, with what the carrier said on the way. */
export function makeParcels(
  plan: OrderPlan,
  customer: Customer,
  events: readonly Row<"order_events">[],
  expectedAt: string | null,
  now: Date,
): Parcels {
  const at = (status: string) => events.find((event) => event.status === status)?.occurred_at;
  const sent = at("shipped");
  if (!sent) return { shipments: [], tracking: [] };
  const shippedAt = new Date(sent);
  const delivered = at("delivered");
  const random = randomFor("parcels", plan.key);
  const [carrier, prefix, page] = random.pick(CARRIERS);
  const rows = parcelsOf(plan, shippedAt, delivered ? new Date(delivered) : null, now).map((parcel) => {
    const id = idOf("shipment", plan.key, parcel.nth);
    const number = `${prefix}${random.int(10_000_000, 99_999_999)}`;
    const tracking = scansOf(parcel, id, customer.town, random);
    const last = tracking.at(-1)?.occurred_at ?? null;
    const shipment = {
      id,
      order_id: idOf("order", plan.key),
      external_id: number,
      carrier,
      tracking_number: number,
      tracking_url: `${page}${number}`,
      shipped_at: parcel.shippedAt.toISOString(),
      expected_at: expectedAt,
      delivered_at: parcel.fate === "delivered" ? parcel.endsAt.toISOString() : null,
      cancelled_at: parcel.fate === "lost" ? last : null,
      created_at: parcel.shippedAt.toISOString(),
    };
    return { shipment, tracking };
  });
  return {
    shipments: rows.map(({ shipment }) => shipment),
    tracking: rows.flatMap(({ tracking }) => tracking),
  };
}

function parcelsOf(plan: OrderPlan, shippedAt: Date, deliveredAt: Date | null, now: Date): Parcel[] {
  const last: Omit<Parcel, "nth"> = deliveredAt
    ? { fate: "delivered", shippedAt, endsAt: deliveredAt }
    : { fate: "underway", shippedAt, endsAt: new Date(now.getTime() - 40 * 60_000) };
  const half = new Date((shippedAt.getTime() + last.endsAt.getTime()) / 2);
  switch (plan.parcels) {
    case "stale":
      return [{ nth: 1, fate: "stale", shippedAt, endsAt: new Date(shippedAt.getTime() + DAY) }];
    case "resent":
      return [
        { nth: 1, fate: "lost", shippedAt, endsAt: half },
        { nth: 2, ...last, shippedAt: half },
      ];
    case "split":
      return [
        { nth: 1, fate: "delivered", shippedAt, endsAt: deliveredAt ? half : last.endsAt },
        { nth: 2, ...last },
      ];
    default:
      return [{ nth: 1, ...last }];
  }
}

/** How many scans there are of a parcel. */
const SCANNED: Record<Fate, number> = { stale: 3, lost: 2, underway: 4, delivered: SCANS.length };

function scansOf(
  { fate, shippedAt, endsAt }: Parcel,
  id: string,
  town: string,
  random: Random,
): Row<"shipment_events">[] {
  const span = Math.max(endsAt.getTime() - shippedAt.getTime(), 0);
  // What left an hour ago has not been anywhere yet.
  const possible = fate === "delivered" ? SCANS.length : 1 + Math.floor(span / (4 * HOUR));
  const scans = SCANS.slice(0, Math.min(SCANNED[fate], possible));
  const lastShare = scans.at(-1)?.[0] || 1;
  const said = scans.map(([share, description, place], index) => {
    const isEnd = index === 0 || index === scans.length - 1;
    const wobble = isEnd ? 0 : random.between(-0.03, 0.03);
    const time = shippedAt.getTime() + span * Math.min(1, share / lastShare + wobble);
    return [description, place ?? `${town} depot`, time] as const;
  });
  if (fate === "lost") said.push(["Parcel lost, delivery cancelled", HUB, endsAt.getTime() + HOUR]);
  return said.map(([description, location, time], index) => ({
    id: idOf("shipment-event", id, index),
    shipment_id: id,
    description,
    location,
    occurred_at: new Date(time).toISOString(),
    created_at: new Date(time).toISOString(),
  }));
}
