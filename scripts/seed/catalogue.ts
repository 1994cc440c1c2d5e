import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";

export type Product = { id: string; sku: string; name: string; category: string; price: number };

/** Value-added tax. */
export const VAT = 0.15;

/** SKU | name | category | shelf price in rand with VAT | description */
const SHELF = `
SPK-KUDU-5 | Kudu 5 bookshelf speakers (pair) | speakers | 8990 | Two-way, 130 mm woofer, silk dome tweeter, walnut.
SPK-KUDU-7 | Kudu 7 floorstanding speakers (pair) | speakers | 21490 | Three-way floorstander with twin 165 mm woofers.
SPK-DASSIE | Dassie 3 active desktop speakers | speakers | 4290 | 40 W a side, USB-C and optical inputs.
SPK-INYATHI | Inyathi 10 subwoofer | speakers | 9750 | 250 mm driver, 300 W, sealed box.
SPK-LOERIE | Loerie in-ceiling speaker (each) | installation | 1890 | Humidity-proof, for bathrooms and verandas.
SPK-TRAVEL | Springhaas portable Bluetooth speaker | portable | 1490 | 18 hours on one charge, for load-shedding evenings.
AMP-DRAK-60 | Draken 60 integrated amplifier | amplifiers | 11990 | 60 W a channel, phono stage, headphone output.
AMP-DRAK-120 | Draken 120 integrated amplifier | amplifiers | 18990 | 120 W a channel, balanced inputs.
AMP-TUBE | Karoo EL34 valve amplifier | amplifiers | 26500 | Hand-wired push-pull, 35 W of glow.
AVR-72 | Draken AV 7.2 receiver | amplifiers | 16490 | Seven channels, room correction, 8K passthrough.
TT-VINYL-1 | Vlei belt-drive turntable | turntables | 7490 | Belt drive, 8.6-inch tonearm, fitted cartridge.
TT-VINYL-2 | Vlei Pro turntable | turntables | 14990 | Carbon tonearm, acrylic platter, speed box.
TT-CART-MM | Kiewiet moving-magnet cartridge | vinyl | 1890 | Elliptical stylus, half-inch mount.
TT-CLEAN | Record cleaning kit | vinyl | 690 | Fluid, velvet brush and drying mat.
SRC-STREAM | Sangoma network streamer | sources | 6990 | Wi-Fi and Ethernet, plays every format that matters.
SRC-DAC | Sangoma DAC | sources | 5490 | USB, optical, coaxial; balanced output.
HP-OPEN | Umoya open-back headphones | headphones | 5990 | Planar drivers, two cables.
HP-NC | Umoya noise-cancelling headphones | headphones | 3990 | 30 hours, wired and wireless.
HP-IEM | Umoya in-ear monitors | headphones | 1290 | Three sizes of tips, detachable cable.
MIC-USB | Impala USB microphone | studio | 2790 | Cardioid condenser with desk stand.
STU-IFACE | Impala 4-in audio interface | studio | 5290 | Four inputs, two headphone outputs.
STU-MON | Impala 6 studio monitor (each) | studio | 4990 | Bi-amplified, 155 mm woofer.
ACO-PANEL | Acoustic panel 1200 × 600 (set of 4) | studio | 3490 | Rockwool in fabric, seven colours.
CAB-SPK-5 | Speaker cable, 5 m pair | cables | 890 | 2.5 mm² copper with banana plugs.
CAB-RCA | RCA interconnect, 1 m | cables | 490 | Shielded, gold-plated.
STAND-60 | Speaker stands 60 cm (pair) | stands | 2490 | Steel, sand-fillable, with spikes.
PWR-UPS | Router and ONT battery backup | power | 1690 | Keeps fibre up for four hours of load-shedding.
PWR-SURGE | Surge-protected power strip | power | 790 | Six outlets, replaceable fuse.
`
  .trim()
  .split("\n")
  .map((line) => {
    const [sku = "", name = "", category = "", rand = "", description = ""] = line.split(" | ");
    return {
      id: idOf("product", sku),
      sku,
      name,
      category,
      price: withoutVat(Number(rand) * 100),
      description,
    };
  });

export const PRODUCTS: readonly Product[] = SHELF;

/** What the shop sells by the month: package, name, Mbit/s (none for websites), rand with VAT. */
export const PACKAGES = [
  ["fibre-50", "Fibre 50/50", 50, 699],
  ["fibre-100", "Fibre 100/100", 100, 899],
  ["fibre-200", "Fibre 200/200", 200, 1_099],
  ["fibre-1000", "Fibre 1000/500", 1_000, 1_599],
  ["site-starter", "Website Starter", null, 249],
  ["site-shop", "Website with shop", null, 599],
] as const;

export function productRows(createdAt: Date): Row<"products">[] {
  return SHELF.map((product) => ({
    ...product,
    source: "seed",
    external_id: product.sku,
    created_at: createdAt.toISOString(),
  }));
}

/** The product with this SKU; a wrong one is a mistake in the demo's own plan. */
export function product(sku: string): Product {
  const found = PRODUCTS.find((candidate) => candidate.sku === sku);
  if (!found) throw new RangeError(`No product has the SKU ${sku}.`);
  return found;
}

/** Cents without VAT; adding VAT to one item gives the shelf price again. */
export function withoutVat(cents: number): number {
  return Math.round(cents / (1 + VAT));
}

export function vatOn(cents: number): number {
  return Math.round(cents * VAT);
}
