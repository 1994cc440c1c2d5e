import { readFile } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import sharp from "sharp";

const MAX_BYTES = 2_000_000;
/** Twice what a document shows, for print. */
const HEIGHT = 160;

/**
 * The brand's logo as a document needs it (PNG), or null: a document without its logo is better than none.
 * Files of this deployment (`/logo.svg`) and `data:` URLs are read. Other addresses are not fetched: a
 * document must not depend on somebody else's server, nor make this one call wherever a setting says.
 */
export async function readLogo(url: string | null): Promise<Uint8Array | null> {
  if (!url) return null;
  try {
    const bytes = url.startsWith("data:image/") ? fromDataUrl(url) : await fromPublicFolder(url);
    if (!bytes || bytes.length > MAX_BYTES) return null;
    const picture = sharp(bytes, { density: 300 }).resize({
      height: HEIGHT,
      width: 4 * HEIGHT,
      fit: "inside",
    });
    return new Uint8Array(await picture.png({ compressionLevel: 9 }).toBuffer());
  } catch {
    // Missing, or nothing that can be drawn.
    return null;
  }
}

function fromDataUrl(url: string): Buffer | null {
  const [head = "", body = ""] = url.split(",", 2);
  return head.endsWith(";base64")
    ? Buffer.from(body, "base64")
    : Buffer.from(decodeURIComponent(body), "utf8");
}

async function fromPublicFolder(url: string): Promise<Buffer | null> {
  if (!url.startsWith("/") || url.startsWith("//")) return null;
  const folder = join(process.cwd(), "public");
  const file = normalize(join(folder, decodeURIComponent(url.split(/[?#]/)[0] ?? "")));
  return file.startsWith(folder + sep) ? readFile(file) : null;
}
