import { StyleSheet, Text, View } from "@react-pdf/renderer";
import type { ReactElement } from "react";
import { type Formats, formatsOf } from "./format";
import { a4, letterhead, parties, sheet, words } from "./letterhead";
import type { StatementDocument, StatementDocumentAccount } from "./statement";

const table = StyleSheet.create({
  day: { width: 74 },
  details: { flexGrow: 1, flexShrink: 1, flexBasis: 0, paddingRight: 10 },
  amount: { width: 92, textAlign: "right" },
});

/** The pages of a statement of account: one table for each currency. */
export function statementPages(statement: StatementDocument): ReactElement {
  const { labels, seller, buyer, locale } = statement;
  const { day } = formatsOf(locale, "ZAR");
  const time = `${day(statement.from)} – ${day(statement.to)}`;
  return a4(
    `${seller.name} · ${labels.title} · ${buyer.customerNumber}`,
    labels.page,
    <>
      {letterhead(seller, labels, <Text style={[sheet.right, sheet.strong, { marginTop: 3 }]}>{time}</Text>)}
      {parties(buyer, seller, labels)}
      {statement.accounts.length === 0 ? <Text style={sheet.quiet}>{labels.empty}</Text> : null}
      {statement.accounts.map((account) => accountTable(account, statement))}
    </>,
  );
}

function accountTable(account: StatementDocumentAccount, statement: StatementDocument): ReactElement {
  const { labels } = statement;
  const formats = formatsOf(statement.locale, account.currency);
  const rows = [
    row("opening", formats.day(statement.from), labels.opening, null, account.opening, formats),
    ...account.entries.map((entry, index) =>
      row(index, formats.day(entry.day), entry.description, entry.amount, entry.balance, formats),
    ),
  ];
  return (
    <View key={account.currency} style={{ marginTop: 16 }}>
      <Text style={[sheet.strong, { fontSize: 10.5, marginBottom: 8 }]} minPresenceAhead={90}>
        {labels.account(account.currency)}
      </Text>
      <View>
        {head(labels)}
        {rows.slice(0, -1)}
        <View wrap={false}>
          {rows.at(-1)}
          {sums(account, labels, formats)}
        </View>
      </View>
    </View>
  );
}

/** Repeated on each page that the table reaches. */
function head(labels: StatementDocument["labels"]): ReactElement {
  return (
    <View style={sheet.tableHead} fixed>
      <Text style={table.day}>{labels.date}</Text>
      <Text style={table.details}>{labels.details}</Text>
      <Text style={table.amount}>{labels.debit}</Text>
      <Text style={table.amount}>{labels.credit}</Text>
      <Text style={table.amount}>{labels.balance}</Text>
    </View>
  );
}

function row(
  key: string | number,
  day: string,
  details: string,
  amount: number | null,
  balance: number,
  { money }: Formats,
): ReactElement {
  return (
    <View key={key} style={sheet.row} wrap={false}>
      <Text style={table.day}>{day}</Text>
      <View style={table.details}>{words(details)}</View>
      <Text style={table.amount}>{amount !== null && amount >= 0 ? money(amount) : ""}</Text>
      <Text style={table.amount}>{amount !== null && amount < 0 ? money(-amount) : ""}</Text>
      <Text style={table.amount}>{money(balance)}</Text>
    </View>
  );
}

function sums(
  account: StatementDocumentAccount,
  labels: StatementDocument["labels"],
  { money }: Formats,
): ReactElement {
  const lines = [
    [labels.invoiced, money(account.invoiced)],
    [labels.paid, money(-account.paid)],
  ] as const;
  return (
    <View style={{ alignSelf: "flex-end", width: 260, marginTop: 10 }}>
      {lines.map(([label, amount]) => (
        <View key={label} style={sheet.total}>
          <Text style={sheet.quiet}>{label}</Text>
          <Text>{amount}</Text>
        </View>
      ))}
      <View
        style={[sheet.total, sheet.strong, { fontSize: 12, borderTopWidth: 1, marginTop: 3, paddingTop: 5 }]}
      >
        <Text>{labels.closing}</Text>
        <Text>{money(account.closing)}</Text>
      </View>
    </View>
  );
}
