"use client";

import { looksBlurred, SAMPLE_SIZE } from "@/lib/uploads/sharpness";

/** Whether a chosen photo looks blurred; false for what this browser cannot show. Works on a small copy. */
export async function isBlurred(file: Blob): Promise<boolean> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, SAMPLE_SIZE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) return false;
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    const { data } = context.getImageData(0, 0, width, height);
    const gray = new Uint8Array(width * height);
    for (let at = 0; at < gray.length; at += 1) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
      gray[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    }
    return looksBlurred(gray, width, height);
  } catch {
    return false;
  }
}
