import { StyleSheet, Text, View } from "@react-pdf/renderer";
import type { ReactElement } from "react";
import { type Formats, formatsOf } from "./format";
import { a4, facts, letterhead, parties, remarks, sheet, words } from "./letterhead";
import type { PriceDocument, PriceDocumentLine } from "./price-document";
import { printable } from "./text";

const table = StyleSheet.create({
  description: { flexGrow: 1, flexShrink: 1, flexBasis: 0, paddingRight: 10 },
  quantity: { width: 44, textAlign: "right" },
  price: { width: 84, textAlign: "right" },
  rate: { width: 42, textAlign: "right" },
  amount: { width: 92, textAlign: "right" },
  totals: { alignSelf: "flex-end", width: 260, marginTop: 12 },
});

/** The pages of an invoice or a quote. */
export function priceDocumentPages(document: PriceDocument): ReactElement {
  const { labels, seller } = document;
  const formats = formatsOf(document.locale, document.currency);
  const rows = document.lines.map((line, index) => row(line, index, document, formats));
  const version = document.version === undefined ? "" : ` · ${labels.version} ${document.version}`;
  return a4(
    `${seller.name} · ${document.number}${version}`,
    labels.page,
    <>
      {letterhead(seller, labels, subtitle(document, version))}
      {parties(document.buyer, seller, labels)}
      {facts([
        [labels.issuedOn, formats.day(document.issuedOn)],
        [labels.dueOn, document.dueOn && formats.day(document.dueOn)],
        [labels.validUntil, document.validUntil && formats.day(document.validUntil)],
        [
          labels.period,
          document.period && `${formats.day(document.period.start)} – ${formats.day(document.period.end)}`,
        ],
        [labels.reference, document.reference],
      ])}
      <View style={{ marginTop: 20 }}>
        {tableHead(document)}
        {rows.slice(0, -1)}
        <View wrap={false}>
          {rows.at(-1)}
          {totals(document, formats)}
        </View>
      </View>
      {remarks(labels.notes, document.notes)}
      {remarks(labels.terms, document.terms)}
    </>,
  );
}

function subtitle(document: PriceDocument, version: string): ReactElement {
  return (
    <View style={{ marginTop: 3 }}>
      <Text
        style={[sheet.right, sheet.strong, { fontSize: 10.5 }]}
      >{`${printable(document.number)}${version}`}</Text>
      {document.status ? <Text style={[sheet.right, sheet.quiet]}>{printable(document.status)}</Text> : null}
    </View>
  );
}

/** Repeated on each page that the table reaches. */
function tableHead({ labels }: PriceDocument): ReactElement {
  return (
    <View style={sheet.tableHead} fixed>
      <Text style={table.description}>{labels.description}</Text>
      <Text style={table.quantity}>{labels.quantity}</Text>
      <Text style={table.price}>{labels.unitPrice}</Text>
      <Text style={table.rate}>{labels.taxRate}</Text>
      <Text style={table.amount}>{labels.amount}</Text>
    </View>
  );
}

function row(
  line: PriceDocumentLine,
  index: number,
  { labels }: PriceDocument,
  formats: Formats,
): ReactElement {
  return (
    <View key={index} style={sheet.row} wrap={false}>
      <View style={table.description}>
        {words(line.description)}
        {line.sku ? words(line.sku, [sheet.quiet, { fontSize: 7.5, lineHeight: 1.3 }]) : null}
        {line.discount ? (
          <Text
            style={[sheet.quiet, { fontSize: 7.5, lineHeight: 1.3 }]}
          >{`${labels.lineDiscount} ${formats.money(-line.discount)}`}</Text>
        ) : null}
      </View>
      <Text style={table.quantity}>{formats.quantity(line.quantity)}</Text>
      <Text style={table.price}>{formats.money(line.unitPrice)}</Text>
      <Text style={table.rate}>{formats.percent(line.taxRate)}</Text>
      <Text style={table.amount}>{formats.money(line.net)}</Text>
    </View>
  );
}

/** Never parted, and never without the last line above it and the head of the table above that. */
function totals(document: PriceDocument, formats: Formats): ReactElement {
  const { labels } = document;
  const paid = document.amountPaid ?? 0;
  return (
    <View style={table.totals} wrap={false}>
      {totalLine(labels.subtotal, formats.money(document.subtotal))}
      {document.discount > 0 ? totalLine(labels.discount, formats.money(-document.discount)) : null}
      {document.taxes.map(({ rate, net, tax }) =>
        totalLine(labels.taxLine(formats.percent(rate), formats.money(net)), formats.money(tax)),
      )}
      <View
        style={[sheet.total, sheet.strong, { fontSize: 12, borderTopWidth: 1, marginTop: 3, paddingTop: 5 }]}
      >
        <Text>{labels.total}</Text>
        <Text>{formats.money(document.total)}</Text>
      </View>
      {paid > 0 ? totalLine(labels.amountPaid, formats.money(-paid)) : null}
      {paid > 0 ? totalLine(labels.amountDue, formats.money(document.total - paid)) : null}
    </View>
  );
}

function totalLine(label: string, amount: string): ReactElement {
  return (
    <View key={label} style={sheet.total}>
      <Text style={[sheet.quiet, { flexShrink: 1, paddingRight: 8 }]}>{label}</Text>
      <Text>{amount}</Text>
    </View>
  );
}
