/**
 * HEIC, as far as privacy needs it. sharp cannot decode it, so its metadata is blanked in place: the boxes
 * keep their sizes and every offset in the file stays true. Box layouts: ISO/IEC 14496-12 and 23008-12.
 */

type Box = { type: string; start: number; body: number; end: number };
type Item = { id: number; type: string; contentType: string };
type Extent = { start: number; end: number };

/** Boxes that a still picture consists of. Others at the top (a short film, a maker's data) are blanked. */
const PICTURE_BOXES = new Set(["ftyp", "meta", "mdat", "free", "skip"]);

/** An empty Exif block: the offset of its TIFF header, the header, and a directory of no entries. */
const EMPTY_EXIF = [0, 0, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0];

/** Whether the file is a sequence of whole boxes from its first byte to its last, with a picture in it. */
export function isIntactHeic(bytes: Uint8Array): boolean {
  const boxes = readBoxes(view(bytes), 0, bytes.length);
  return boxes !== null && boxes[0]?.type === "ftyp" && boxes.some((box) => box.type === "meta");
}

/**
 * The same picture without Exif, XMP and accompanying films, and its size in pixels; null when its
 * structure is not understood well enough to promise that.
 */
export function stripHeic(input: Uint8Array): { bytes: Uint8Array; width: number; height: number } | null {
  const bytes = Uint8Array.from(input);
  const data = view(bytes);
  try {
    const boxes = readBoxes(data, 0, bytes.length);
    const meta = boxes?.find((box) => box.type === "meta");
    if (!boxes || !meta) return null;
    const inside = readBoxes(data, meta.body + 4, meta.end);
    if (!inside || !blankItems(bytes, data, inside)) return null;
    for (const box of boxes) {
      if (!PICTURE_BOXES.has(box.type)) blankBox(bytes, box);
    }
    return { bytes, ...pictureSize(data, inside) };
  } catch (error) {
    // DataView throws when a length inside points beyond the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readBoxes(data: DataView, from: number, to: number): Box[] | null {
  const boxes: Box[] = [];
  let start = from;
  while (start < to) {
    if (start + 8 > to) return null;
    let size = data.getUint32(start);
    let body = start + 8;
    if (size === 1) {
      if (start + 16 > to) return null;
      size = Number(data.getBigUint64(start + 8));
      body = start + 16;
    } else if (size === 0) {
      size = to - start;
    }
    if (size < body - start || start + size > to) return null;
    boxes.push({ type: text(data, start + 4, 4), start, body, end: start + size });
    start += size;
  }
  return boxes;
}

function text(data: DataView, at: number, length: number): string {
  return Array.from({ length }, (_, index) => String.fromCharCode(data.getUint8(at + index))).join("");
}

function blankBox(bytes: Uint8Array, box: Box): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], box.start + 4); // "free"
  bytes.fill(0, box.body, box.end);
}

/** Blanks the metadata items; false when one lies where it cannot be found. */
function blankItems(bytes: Uint8Array, data: DataView, boxes: readonly Box[]): boolean {
  const [infos, locations, store] = ["iinf", "iloc", "idat"].map((type) =>
    boxes.find((box) => box.type === type),
  );
  if (!infos || !locations) return false;
  const metadata = readItems(data, infos).filter(isMetadata);
  const extents = readExtents(data, locations, store);
  return metadata.every(({ id, type }) => {
    const places = extents.get(id);
    for (const { start, end } of places ?? []) {
      if (end > bytes.length) return false;
      bytes.fill(0, start, end);
    }
    const first = places?.[0];
    if (type === "Exif" && first && first.end - first.start >= EMPTY_EXIF.length) {
      bytes.set(EMPTY_EXIF, first.start);
    }
    return places !== null && places !== undefined;
  });
}

function isMetadata({ type, contentType }: Item): boolean {
  return type === "Exif" || (type === "mime" && /xml|rdf|json|text/i.test(contentType)) || type === "uri ";
}

function readItems(data: DataView, box: Box): Item[] {
  const headLength = data.getUint8(box.body) === 0 ? 6 : 8;
  const entries = readBoxes(data, box.body + headLength, box.end) ?? [];
  return entries.map(({ body, end }) => {
    const isLong = data.getUint8(body) >= 3;
    const id = isLong ? data.getUint32(body + 4) : data.getUint16(body + 4);
    const typeAt = body + (isLong ? 10 : 8);
    const rest = text(data, typeAt + 4, end - typeAt - 4).split("\0");
    return { id, type: text(data, typeAt, 4), contentType: rest[1] ?? "" };
  });
}

/** Where the items lie in the file, by id; null for one that is built from other items. */
function readExtents(data: DataView, box: Box, store: Box | undefined): Map<number, Extent[] | null> {
  let at = box.body;
  const take = (size: number) => {
    const value =
      size === 8
        ? Number(data.getBigUint64(at))
        : size === 4
          ? data.getUint32(at)
          : size === 2
            ? data.getUint16(at)
            : size === 1
              ? data.getUint8(at)
              : 0;
    at += size;
    return value;
  };
  const version = take(1);
  at += 3;
  const [sizes, more] = [take(1), take(1)];
  const wide = version < 2 ? 2 : 4;
  const found = new Map<number, Extent[] | null>();
  for (let count = take(wide); count > 0; count -= 1) {
    const id = take(wide);
    const method = version === 0 ? 0 : take(2) & 0xf;
    take(2);
    const base = take(more >> 4) + (method === 1 ? (store?.body ?? Number.NaN) : 0);
    const extents: Extent[] = [];
    for (let parts = take(2); parts > 0; parts -= 1) {
      if (version > 0) take(more & 0xf);
      const start = base + take(sizes >> 4);
      extents.push({ start, end: start + take(sizes & 0xf) });
    }
    found.set(id, method > 1 || extents.some(({ start }) => Number.isNaN(start)) ? null : extents);
  }
  return found;
}

/** The largest picture in the file: the whole one, where others are its tiles or its thumbnail. */
function pictureSize(data: DataView, boxes: readonly Box[]): { width: number; height: number } {
  const properties = boxes.find((box) => box.type === "iprp");
  const container = properties && readBoxes(data, properties.body, properties.end)?.[0];
  const sizes = container ? (readBoxes(data, container.body, container.end) ?? []) : [];
  let largest = { width: 0, height: 0 };
  for (const { type, body } of sizes) {
    if (type !== "ispe") continue;
    const size = { width: data.getUint32(body + 4), height: data.getUint32(body + 8) };
    if (size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
