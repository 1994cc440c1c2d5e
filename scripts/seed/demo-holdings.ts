import type { Named, NamedCustomer } from "./cast.ts";
import { product } from "./catalogue.ts";
import { type Clock, DAY, HOUR } from "./clock.ts";
import { workshopInvoices } from "./demo-invoices.ts";
import { makeDomain } from "./domains.ts";
import type { Holdings } from "./holdings.ts";
import { invoiceOfOrder, invoiceOfService } from "./invoices.ts";
import { makeOrder, type Order, type OrderStatus } from "./orders.ts";
import {
  billingDays,
  makeService,
  type PackageName,
  type Service,
  withInstallation,
  withUsage,
} from "./services.ts";
import type { ParcelStory } from "./shipments.ts";

/** Number, status, days ago, lines as `SKU` or `SKU×n`. */
type OrderLine = readonly [number, OrderStatus, number, string];

const ORDERS: Record<NamedCustomer, readonly OrderLine[]> = {
  naledi: [
    [10031, "pending", 0.2, "PWR-UPS"],
    [10028, "processing", 1.3, "HP-OPEN, CAB-RCA"],
    [10026, "shipped", 3.4, "TT-CART-MM, TT-CLEAN"],
    [10024, "shipped", 9, "MIC-USB"],
    [10023, "delivered", 5, "SPK-INYATHI"],
    [10018, "delivered", 11, "TT-VINYL-1"],
    [10012, "delivered", 27, "SPK-KUDU-5, STAND-60, CAB-SPK-5"],
    [10009, "cancelled", 60, "CAB-RCA×2"],
    [10007, "refunded", 92, "SPK-TRAVEL"],
    [10005, "delivered", 121, "SRC-STREAM"],
    [10002, "delivered", 212, "AMP-DRAK-60, CAB-SPK-5"],
  ],
  blouberg: [
    [10030, "paid", 0.4, "PWR-SURGE×4"],
    [10027, "shipped", 2.5, "SPK-LOERIE×8, AVR-72"],
    [10022, "shipped", 10, "HP-OPEN"],
    [10021, "delivered", 7, "SPK-KUDU-5, SPK-TRAVEL×2"],
    [10017, "pending", 11, "STAND-60"],
    [10016, "delivered", 15, "CAB-SPK-5×2, PWR-UPS×2"],
    [10010, "cancelled", 52, "HP-NC"],
    [10006, "delivered", 110, "SPK-DASSIE×2"],
    [10003, "delivered", 190, "MIC-USB"],
  ],
  karoo: [
    [10029, "processing", 1, "STU-IFACE×2"],
    [10025, "shipped", 2.7, "ACO-PANEL×6"],
    [10020, "delivered", 7.5, "SPK-KUDU-7, STU-MON×2"],
    [10015, "delivered", 17, "CAB-RCA×6, MIC-USB×2"],
    [10011, "refunded", 46, "STAND-60×2"],
    [10004, "delivered", 150, "SRC-DAC"],
  ],
};

/** Parcels that did not simply arrive: no word from the carrier, lost and sent again, sent in two. */
const PARCELS: Record<number, ParcelStory> = {
  10012: "split",
  10018: "resent",
  10021: "resent",
  10022: "stale",
  10024: "stale",
  10027: "split",
};

/** Number, package, days since it was ordered. */
const SERVICES: Record<NamedCustomer, readonly [number, PackageName, number][]> = {
  naledi: [
    [1001, "fibre-100", 500],
    [1002, "site-starter", 340],
    [1006, "site-shop", 120],
  ],
  blouberg: [
    [1003, "fibre-200", 9],
    [1004, "site-shop", 700],
  ],
  karoo: [[1005, "fibre-1000", 280]],
};
const TO_INSTALL = 1003;
const SUSPENDED = 1006;
const WHY_SUSPENDED =
  "You asked us on the phone to pause the shop while you rebuild it. Write to us and it is back within an hour.";

const DOMAINS = {
  naledi: [
    ["naledi-mokoena.example", "live", 338],
    ["portraits-in-melville.example", "pending_dns", 1],
  ],
  blouberg: [
    ["blouberg-guesthouse.example", "live", 690],
    ["blouberg-weddings.example", "wrong_dns", 2],
  ],
  karoo: [["karoo-sound.example", "certificate_pending", 3]],
} as const;

/** What the three named customers have. */
export function namedHoldings(named: Named, clock: Clock): Record<NamedCustomer, Holdings> {
  const made = (key: NamedCustomer): Holdings => {
    const orders = ORDERS[key].map((line) => orderOf(line, named, key, clock));
    const services = SERVICES[key].map(([number, packageName, days]) => {
      const plan = {
        key: number,
        package: packageName,
        number: String(number),
        startedAt: clock.ago(days * DAY),
      };
      if (number === TO_INSTALL)
        return withInstallation(makeService({ ...plan, status: "installing" }, named[key]), clock);
      if (number === SUSPENDED)
        return makeService({ ...plan, status: "suspended", statusNote: WHY_SUSPENDED }, named[key]);
      const made = makeService(plan, named[key]);
      return made.service.bandwidth_mbps ? withUsage(made, clock) : made;
    });
    const domains = DOMAINS[key].map(([hostname, status, days]) =>
      makeDomain({ hostname, status, addedAt: clock.ago(days * DAY) }, named[key], clock),
    );
    const invoices = [
      ...orders.map(invoiceOfOrder),
      ...services
        .filter(({ service }) => service.status === "active")
        .flatMap((service) => monthsOf(service, clock)),
      ...workshopInvoices(key, named[key], clock),
    ];
    return { orders, services, domains, invoices };
  };
  return { naledi: made("naledi"), blouberg: made("blouberg"), karoo: made("karoo") };
}

function orderOf(
  [number, status, days, lines]: OrderLine,
  named: Named,
  key: NamedCustomer,
  clock: Clock,
): Order {
  return makeOrder(
    {
      key: `demo-${number}`,
      number: `UA-${number}`,
      status,
      placedAt: clock.ago(days * DAY),
      lines: lines.split(", ").map((line) => {
        const [sku = "", quantity = "1"] = line.split("×");
        return { product: product(sku), quantity: Number(quantity) };
      }),
      ...(number === 10012 && { discount: 50_000 }),
      ...(PARCELS[number] && { parcels: PARCELS[number] }),
    },
    named[key],
    clock.now,
  );
}

/** Six months: the newest due in two working days, for fibre the one before overdue, the rest paid. */
function monthsOf(service: Service, clock: Clock) {
  return billingDays(6, clock).map((issuedAt, index) => {
    const dueAt = index === 0 ? clock.workday(2, 12) : new Date(issuedAt.getTime() + 7 * DAY);
    const paidAt = new Date(issuedAt.getTime() + 3 * DAY + 2 * HOUR);
    const isPaid = index > (service.service.bandwidth_mbps ? 1 : 0);
    return invoiceOfService(service, { issuedAt, dueAt, sequence: 6 - index, ...(isPaid && { paidAt }) });
  });
}
