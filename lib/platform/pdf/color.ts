const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;
const OKLCH = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)(%?)\s+([\d.]+)(?:deg)?\s*\)$/i;

const TEAL = "#0f6f6f";

/** A brand's colour as paper takes it: hex. What is not plainly a colour, or is too pale to read, is our teal. */
export function inkColor(color: string | null | undefined): string {
  const rgb = color ? (fromHex(color) ?? fromOklch(color)) : null;
  if (!rgb || luminance(rgb) > 0.35) return TEAL;
  return `#${rgb
    .map((share) =>
      Math.round(share * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

type Rgb = [number, number, number];

function fromHex(color: string): Rgb | null {
  const hex = HEX.exec(color)?.[1];
  if (!hex) return null;
  const pairs = hex.length === 3 ? Array.from(hex, (digit) => digit + digit) : (hex.match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0] = pairs.map((pair) => Number.parseInt(pair, 16) / 255);
  return [red, green, blue];
}

/** https://bottosson.github.io/posts/oklab/ */
function fromOklch(color: string): Rgb | null {
  const found = OKLCH.exec(color);
  if (!found) return null;
  const lightness = Number(found[1]) / (found[2] ? 100 : 1);
  const chroma = Number(found[3]) * (found[4] ? 0.004 : 1);
  const hue = (Number(found[5]) * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function fromLinear(value: number): number {
  const share = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.min(1, Math.max(0, share));
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((share) =>
    share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4,
  ) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
