import { Image, Page, StyleSheet, type Styles, Text, View } from "@react-pdf/renderer";
import type { ReactElement, ReactNode } from "react";
import { inkColor } from "./color";
import { FONT_STACK } from "./fonts";
import type { PdfBuyer, PdfSeller } from "./price-document";
import { directionOf, printable } from "./text";

// What every document shares. These are functions, not components: they are called once, outside of React,
// and a compiled component would look for a renderer that is not there.

const INK = "#1f2423";
const QUIET = "#5b6562";
const LINE = "#dcd8d2";

export const sheet = StyleSheet.create({
  page: {
    fontFamily: FONT_STACK,
    fontSize: 9,
    lineHeight: 1.4,
    color: INK,
    paddingTop: 44,
    paddingHorizontal: 48,
    paddingBottom: 30,
  },
  quiet: { color: QUIET },
  strong: { fontWeight: 600 },
  label: { color: QUIET, fontSize: 8, marginBottom: 2 },
  right: { textAlign: "right" },
  rule: { borderBottomWidth: 0.5, borderBottomColor: LINE },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 22 },
  seller: { width: 250 },
  titleBlock: { width: 230 },
  title: { fontSize: 20, fontWeight: 600, lineHeight: 1.2, textAlign: "right" },
  brand: { fontSize: 13, fontWeight: 600, marginBottom: 4 },
  logo: { height: 32, maxWidth: 170, objectFit: "contain", objectPosition: "0 0", marginBottom: 6 },
  footer: {
    flexDirection: "row",
    justifyContent: "space-between",
    borderTopWidth: 0.5,
    borderTopColor: LINE,
    marginTop: 14,
    paddingTop: 6,
    fontSize: 7.5,
    // With a unit: a bare factor that is inherited here is multiplied by the size of the text twice.
    lineHeight: "10pt",
    color: QUIET,
  },
  tableHead: {
    flexDirection: "row",
    borderBottomWidth: 1,
    borderBottomColor: INK,
    paddingBottom: 4,
    fontSize: 8,
    color: QUIET,
  },
  total: { flexDirection: "row", justifyContent: "space-between", paddingVertical: 2.5 },
  row: { flexDirection: "row", borderBottomWidth: 0.5, borderBottomColor: LINE, paddingVertical: 5 },
});

type Style = Styles[string];

/** Words that people wrote, in their own direction, and always from the left edge of their column. */
export function words(text: string, style: Style | Style[] = {}, key?: string | number): ReactElement {
  const clean = printable(text);
  const styles = [{ direction: directionOf(clean), textAlign: "left" as const }, style].flat();
  return (
    <Text key={key} style={styles}>
      {clean}
    </Text>
  );
}

/** The business on the left; what it is, and for whom it says so, on the right. */
export function letterhead(
  seller: PdfSeller,
  labels: { title: string; taxNumber: string; registrationNumber: string },
  below: ReactElement | null,
): ReactElement {
  const numbers = [
    ...(seller.registrationNumber ? [`${labels.registrationNumber}: ${seller.registrationNumber}`] : []),
    ...(seller.taxNumber ? [`${labels.taxNumber}: ${seller.taxNumber}`] : []),
  ];
  return (
    <View style={sheet.head}>
      <View style={sheet.seller}>
        {seller.logo ? (
          <Image style={sheet.logo} src={{ data: Buffer.from(seller.logo), format: formatOf(seller.logo) }} />
        ) : null}
        {words(seller.name, [sheet.brand, { color: inkColor(seller.primaryColor) }])}
        {[...seller.lines, ...numbers].map((line, index) => words(line, sheet.quiet, index))}
      </View>
      <View style={sheet.titleBlock}>
        <Text style={sheet.title}>{labels.title}</Text>
        {below}
      </View>
    </View>
  );
}

/** To whom: the company, or else the person, in the brand's colour, and what is needed to find them. */
export function parties(
  buyer: PdfBuyer,
  seller: PdfSeller,
  labels: { buyer: string; customerNumber: string; taxNumber: string },
): ReactElement {
  const lines = [
    ...(buyer.company ? [buyer.name] : []),
    ...buyer.addressLines,
    `${labels.customerNumber}: ${buyer.customerNumber}`,
    ...(buyer.taxNumber ? [`${labels.taxNumber}: ${buyer.taxNumber}`] : []),
  ];
  return (
    <View style={{ marginBottom: 18 }}>
      <Text style={sheet.label}>{labels.buyer}</Text>
      {words(buyer.company ?? buyer.name, [
        sheet.strong,
        { fontSize: 10.5, color: inkColor(seller.primaryColor) },
      ])}
      {lines.map((line, index) => words(line, {}, index))}
    </View>
  );
}

function formatOf(bytes: Uint8Array): "png" | "jpg" {
  return bytes[0] === 0x89 ? "png" : "jpg";
}

/**
 * An A4 sheet that repeats its foot on each page: who, what, and which page of how many. The foot is part of
 * the sheet's template, which keeps its space free, and not a `fixed` element, which would lie on the content.
 */
export function a4(
  foot: string,
  pageOf: (page: number, pages: number) => string,
  content: ReactNode,
): ReactElement {
  const frame = ({ children, pageNumber = 1, totalPages = 1 }: FrameProps) => (
    <View style={{ flexGrow: 1 }}>
      <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>{children}</View>
      <View style={sheet.footer}>
        {words(foot)}
        <Text>{pageOf(pageNumber, totalPages)}</Text>
      </View>
    </View>
  );
  return (
    <Page size="A4" style={sheet.page} layout={frame}>
      {content}
    </Page>
  );
}

type FrameProps = { children: ReactNode; pageNumber?: number; totalPages?: number };

/** Label and value below each other, a column of them. */
export function facts(
  entries: readonly (readonly [label: string, value: string | null | undefined])[],
): ReactElement {
  return (
    <View style={{ flexDirection: "row", flexWrap: "wrap", columnGap: 28, rowGap: 8 }}>
      {entries.flatMap(([label, value]) =>
        value
          ? [
              <View key={label} style={{ maxWidth: 220 }}>
                <Text style={sheet.label}>{label}</Text>
                {words(value, sheet.strong)}
              </View>,
            ]
          : [],
      )}
    </View>
  );
}

/** Words, possibly over several paragraphs, below a small heading that stays with them. */
export function remarks(heading: string, text: string | null | undefined): ReactElement | null {
  if (!text) return null;
  const paragraphs = text.split(/\n+/);
  return (
    <View style={{ marginTop: 14 }}>
      <Text style={sheet.label} minPresenceAhead={24}>
        {heading}
      </Text>
      {paragraphs.map((paragraph, index) => words(paragraph, { marginBottom: 3 }, index))}
    </View>
  );
}
