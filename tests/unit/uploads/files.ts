import { crc32 } from "node:zlib";
import sharp from "sharp";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

export function concat(...parts: (Uint8Array | string)[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))),
  );
}

/** Where the photos of these tests were taken, in the words that must not survive. */
const GPS = {
  GPSLatitudeRef: "S",
  GPSLatitude: "33/1 55/1 31/1",
  GPSLongitudeRef: "E",
  GPSLongitude: "18/1 25/1 26/1",
};

/** A photo of 40 × 20 pixels with camera, place and an orientation that turns it upright. */
export async function photo(format: "jpeg" | "png" | "webp"): Promise<Uint8Array> {
  const picture = sharp({ create: { width: 40, height: 20, channels: 3, background: "#c84" } })
    .withExif({ IFD0: { Make: "Camera", Model: "SecretPhone" }, IFD3: GPS })
    .withMetadata({ orientation: 6 });
  return new Uint8Array(await picture.toFormat(format).toBuffer());
}

export const PDF = bytes(
  "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
);
export const SVG = bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
export const HTML = bytes("<!doctype html><html><script>alert(1)</script></html>");

const CONTENT_TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
  docm: "application/vnd.ms-word.document.macroEnabled.main+xml",
};

/** A Word or Excel file as far as its kind can be told. */
export function office(kind: keyof typeof CONTENT_TYPES): Uint8Array {
  const part = kind === "xlsx" ? "xl/workbook.xml" : "word/document.xml";
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${CONTENT_TYPES[kind]}"/></Types>`;
  return zip({ "[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", [part]: "<document/>" });
}

/** A ZIP archive of stored entries. */
export function zip(entries: Record<string, string>): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const common = Buffer.alloc(22);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    const sizes = Buffer.alloc(4);
    sizes.writeUInt16LE(name.length, 0);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, sizes, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002"), made, common, sizes, rest, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return concat(...locals, listing, "PK\u0005\u0006", end);
}

function box(type: string, ...parts: (Uint8Array | string)[]): Uint8Array {
  const body = concat(...parts);
  return concat(uint(body.length + 8, 4), type, body);
}

function uint(value: number, size: number): Uint8Array {
  const buffer = Buffer.alloc(size);
  buffer.writeUIntBE(value, 0, size);
  return new Uint8Array(buffer);
}

const VERSION_0 = uint(0, 4);
export const HEIC_PICTURE = "picture-bytes-of-the-still";

/**
 * A HEIC of one picture, an Exif and an XMP item, laid out as phones do; `film` adds a box as makers put
 * behind the picture. The picture itself is a text: nothing here decodes it.
 */
export function heic({ film = false }: { film?: boolean } = {}): Uint8Array {
  const exif = concat(uint(0, 4), "MM\0*", uint(8, 4), "GPS 33°55'S 18°25'E".padEnd(40));
  const xmp = '<x:xmpmeta exif:GPSLatitude="33,55S"/>'.padEnd(60);
  const item = (id: number, type: string, rest = "\0") =>
    box("infe", uint(2, 1), uint(0, 3), uint(id, 2), uint(0, 2), type, rest);
  const infos = box(
    "iinf",
    VERSION_0,
    uint(3, 2),
    item(1, "hvc1"),
    item(2, "Exif"),
    item(3, "mime", "\0application/rdf+xml\0"),
  );
  const sizes = box(
    "iprp",
    box(
      "ipco",
      box("ispe", VERSION_0, uint(512, 4), uint(512, 4)),
      box("ispe", VERSION_0, uint(4032, 4), uint(3024, 4)),
    ),
  );
  const head = box("ftyp", "heic", uint(0, 4), "mif1heic");
  const meta = (start: number) => {
    const place = (id: number, from: number, length: number) =>
      concat(uint(id, 2), uint(0, 2), uint(1, 2), uint(from, 4), uint(length, 4));
    const at = [start, start + HEIC_PICTURE.length, start + HEIC_PICTURE.length + exif.length] as const;
    const places = box(
      "iloc",
      VERSION_0,
      uint(0x44, 1),
      uint(0, 1),
      uint(3, 2),
      place(1, at[0], HEIC_PICTURE.length),
      place(2, at[1], exif.length),
      place(3, at[2], xmp.length),
    );
    return box(
      "meta",
      VERSION_0,
      box("hdlr", VERSION_0, uint(0, 4), "pict", new Uint8Array(13)),
      box("pitm", VERSION_0, uint(1, 2)),
      infos,
      places,
      sizes,
    );
  };
  const start = head.length + meta(0).length + 8;
  const tail = film ? [box("mpvd", "film with GPS 33°55'S")] : [];
  return concat(head, meta(start), box("mdat", HEIC_PICTURE, exif, xmp), ...tail);
}
