import sharp, { type Sharp } from "sharp";
import { stripHeic } from "./heic";
import { type FileType, MAX_FILE_BYTES } from "./limits";

/** More than any phone makes; a small file that unfolds to more than this is an attack. */
const MAX_PIXELS = 64_000_000;

export type CleanPicture = { bytes: Uint8Array; width: number | null; height: number | null };

/**
 * The picture without the place and device it was taken with (Exif, XMP, IPTC), upright, in its colours;
 * null when it cannot be decoded. HEIC is cleaned in place, the others are decoded and written anew.
 */
export async function cleanPicture(bytes: Uint8Array, type: FileType): Promise<CleanPicture | null> {
  if (type === "image/heic") {
    const clean = stripHeic(bytes);
    return clean && { bytes: clean.bytes, width: clean.width || null, height: clean.height || null };
  }
  for (const quality of [92, 80]) {
    const clean = await rewrite(bytes, type, quality);
    // A picture that was saved at a low quality can grow; then a lower one loses nothing of it.
    if (clean === null || clean.bytes.length <= MAX_FILE_BYTES || quality === 80) return clean;
  }
  return null;
}

async function rewrite(bytes: Uint8Array, type: FileType, quality: number): Promise<CleanPicture | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", animated: true });
    const { isPalette } = await picture.metadata();
    const upright = picture.autoOrient().keepIccProfile();
    const { data, info } = await encode(upright, type, quality, isPalette === true).toBuffer({
      resolveWithObject: true,
    });
    // Frames of an animation lie below each other.
    return { bytes: data, width: info.width, height: info.pageHeight ?? info.height };
  } catch {
    // libvips says only in words what it cannot read, and each of its reasons is the sender's.
    return null;
  }
}

function encode(picture: Sharp, type: FileType, quality: number, hasPalette: boolean): Sharp {
  if (type === "image/png") return picture.png({ palette: hasPalette, compressionLevel: 9 });
  if (type === "image/webp") return picture.webp({ quality });
  return picture.jpeg({ quality });
}
