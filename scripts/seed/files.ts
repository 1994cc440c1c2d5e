import { hash } from "node:crypto";
import sharp from "sharp";

export type DemoFile = {
  fileName: string;
  mimeType: "image/jpeg" | "image/png" | "application/pdf";
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
  width: number | null;
  height: number | null;
};

const WIDTH = 1200;
const HEIGHT = 900;
const svg = (body: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">${body}</svg>`);
const text = (x: number, y: number, size: number, words: string, fill = "#222") =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" fill="${fill}">${words}</text>`;

/** What the pictures show, drawn. */
const PICTURES = {
  "crushed-corner.jpg": `
    <rect width="1200" height="900" fill="#8d8478"/><ellipse cx="610" cy="830" rx="430" ry="40" fill="#0004"/>
    <path d="M300 130h560l60 40v650H300z" fill="#5a3a22"/><path d="M300 130h560l60 40-80 20H320z" fill="#7a5232"/>
    <path d="M860 130l60 40-10 70-70-25-35-85z" fill="#d9c3a5"/><path d="M805 130l35 85 70 25" fill="none" stroke="#221409" stroke-width="7"/>
    <path d="M815 160l-40 60 30 40-50 90" fill="none" stroke="#221409" stroke-width="5"/>
    <circle cx="590" cy="560" r="190" fill="#1b1b1b"/><circle cx="590" cy="560" r="150" fill="#303030"/><circle cx="590" cy="560" r="55" fill="#111"/>`,
  "silver-seal.jpg": `
    <rect width="1200" height="900" fill="#b99c72"/><path d="M0 430h1200v70H0z" fill="#a38458"/>
    <circle cx="600" cy="450" r="150" fill="#cfd3d6"/><circle cx="600" cy="450" r="128" fill="none" stroke="#8c9298" stroke-width="6"/>
    ${text(492, 445, 42, "SEALED", "#596068")}${text(500, 492, 30, "do not break", "#596068")}`,
  "parcel-label.png": `
    <rect width="1200" height="900" fill="#c9a877"/><rect x="180" y="120" width="840" height="640" fill="#fff"/>
    ${text(230, 210, 54, "Karoo Couriers")}${text(230, 290, 34, "N. Mokoena · Melville, Johannesburg")}
    ${text(230, 345, 34, "Fragile, this side up")}
    ${[
      0, 18, 44, 60, 92, 110, 140, 170, 182, 220, 250, 262, 300, 332, 350, 390, 420, 432, 470, 500, 530, 548,
      590, 610, 640, 670,
    ]
      .map(
        (x, index) =>
          `<rect x="${230 + x}" y="420" width="${index % 3 === 0 ? 12 : 6}" height="220" fill="#111"/>`,
      )
      .join("")}
    ${text(330, 710, 36, "KC 4471 0932 18")}`,
  "error-503.png": `
    <rect width="1200" height="900" fill="#f4f4f5"/><rect width="1200" height="90" fill="#e4e4e7"/>
    <rect x="160" y="24" width="820" height="44" rx="22" fill="#fff"/>${text(190, 56, 26, "blouberg-guesthouse.example", "#555")}
    ${text(140, 330, 96, "503")}${text(140, 410, 42, "Service unavailable")}
    ${text(140, 480, 28, "The server is temporarily unable to answer. Please try again later.", "#666")}`,
} as const;

/** One page each: title and lines. */
const DOCUMENTS = {
  "proof-of-payment.pdf": [
    "Proof of payment",
    "Bank of the Highveld, EFT confirmation",
    "From: N Mokoena, account ending in 902",
    "To: Umoya Audio",
    "Amount: R 899.00",
    "Reference: INV",
  ],
  "company-details.pdf": [
    "Company details",
    "Karoo Sound Studios (Pty) Ltd",
    "VAT number 4990000001",
    "Prince Albert Road, Graaff-Reinet, 6280",
  ],
} as const;

export type DemoFileName = keyof typeof PICTURES | keyof typeof DOCUMENTS;

/** The file of that name, as real bytes of its kind. */
export async function makeFile(fileName: DemoFileName): Promise<DemoFile> {
  if (fileName in DOCUMENTS) {
    const bytes = pdfOf(DOCUMENTS[fileName as keyof typeof DOCUMENTS]);
    return fileOf(fileName, "application/pdf", bytes, null, null);
  }
  const image = sharp(svg(PICTURES[fileName as keyof typeof PICTURES])).resize(WIDTH, HEIGHT);
  const isPhoto = fileName.endsWith(".jpg");
  const bytes = await (isPhoto ? image.jpeg({ quality: 80 }) : image.png({ palette: true })).toBuffer();
  return fileOf(fileName, isPhoto ? "image/jpeg" : "image/png", new Uint8Array(bytes), WIDTH, HEIGHT);
}

function fileOf(
  fileName: string,
  mimeType: DemoFile["mimeType"],
  bytes: Uint8Array<ArrayBuffer>,
  width: number | null,
  height: number | null,
): DemoFile {
  return { fileName, mimeType, bytes, sha256: hash("sha256", bytes), width, height };
}

/** The smallest PDF that every reader opens: one page, one font, lines of text. */
function pdfOf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const words = lines.map((line, index) => {
    const escaped = line.replace(/[()\\]/g, "\\$&");
    return `/F1 ${index === 0 ? 22 : 12} Tf 0 -${index === 1 ? 36 : 22} Td (${escaped}) Tj`;
  });
  const content = `BT 72 780 Td ${words.join("\n")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
