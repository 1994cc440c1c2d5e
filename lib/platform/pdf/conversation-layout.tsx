import { StyleSheet, Text, View } from "@react-pdf/renderer";
import type { ReactElement } from "react";
import type { ConversationDocument, ConversationEntry } from "./conversation";
import { a4, facts, letterhead, parties, sheet, words } from "./letterhead";
import type { Block, Run } from "./markdown-blocks";
import { directionOf, printable } from "./text";

const look = StyleSheet.create({
  subject: { fontSize: 13, fontWeight: 600, lineHeight: 1.3, marginBottom: 12 },
  day: { marginTop: 16, fontSize: 8, color: "#5b6562", textAlign: "center" },
  message: { marginTop: 11 },
  note: { borderLeftWidth: 2, borderLeftColor: "#b7791f", paddingLeft: 8 },
  author: { fontWeight: 600 },
  quote: { borderLeftWidth: 1.5, borderLeftColor: "#dcd8d2", paddingLeft: 8, color: "#5b6562" },
  code: { backgroundColor: "#f4f2ef", padding: 5 },
  event: { marginTop: 8, fontSize: 8, color: "#5b6562" },
  files: { marginTop: 3, fontSize: 8, color: "#5b6562" },
});

/** The pages of a conversation. */
export function conversationPages(conversation: ConversationDocument): ReactElement {
  const { labels, seller, buyer } = conversation;
  return a4(
    `${seller.name} · ${conversation.number} · ${buyer.customerNumber}`,
    labels.page,
    <>
      {letterhead(
        seller,
        labels,
        <View style={{ marginTop: 3 }}>
          <Text style={[sheet.right, sheet.strong]}>{conversation.number}</Text>
          {conversation.remarks.map((remark) => (
            <Text key={remark} style={[sheet.right, sheet.quiet]}>
              {printable(remark)}
            </Text>
          ))}
        </View>,
      )}
      {parties(buyer, seller, labels)}
      {words(conversation.subject, look.subject)}
      {facts(conversation.facts)}
      {conversation.settlement.length > 0 ? (
        <View style={{ marginTop: 14 }}>
          <Text style={sheet.label}>{labels.settlement}</Text>
          {conversation.settlement.map((line, index) => words(line, {}, index))}
        </View>
      ) : null}
      {conversation.entries.map((entry, index) => entryOf(entry, index, labels))}
    </>,
  );
}

function entryOf(
  entry: ConversationEntry,
  key: number,
  labels: ConversationDocument["labels"],
): ReactElement {
  if (entry.kind === "day") {
    return (
      <View key={key} style={[look.day, sheet.rule, { paddingBottom: 3 }]} minPresenceAhead={60}>
        <Text>{printable(entry.label)}</Text>
      </View>
    );
  }
  if (entry.kind === "event") {
    return (
      <View key={key} style={look.event} wrap={false}>
        {words(`${entry.time}  ${entry.text}`)}
      </View>
    );
  }
  const role = [entry.isNote ? labels.note : null, entry.role, entry.time].filter(Boolean).join(" · ");
  return (
    <View key={key} style={entry.isNote ? [look.message, look.note] : look.message}>
      <View
        style={{ flexDirection: "row", columnGap: 6, marginBottom: 2 }}
        minPresenceAhead={30}
        wrap={false}
      >
        {words(entry.author, look.author)}
        {words(role, sheet.quiet)}
      </View>
      {entry.body.map((block, index) => blockOf(block, index))}
      {entry.files.length > 0 ? (
        <View style={look.files}>{words(`${labels.files}: ${entry.files.join(", ")}`)}</View>
      ) : null}
    </View>
  );
}

function blockOf(block: Block, key: number): ReactElement {
  const text = block.runs.map(({ text: words }) => words).join("");
  const style = {
    direction: directionOf(text),
    textAlign: "left" as const,
    ...(block.kind === "heading" ? { fontWeight: 600 as const } : {}),
  };
  const content = linesOf(block.runs).map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines are as they are
    <Text key={at} style={style}>
      {line.map(runOf)}
    </Text>
  ));
  return (
    <View
      key={key}
      style={[
        { marginBottom: 3, paddingLeft: Math.min(block.depth, 6) * 10 },
        ...(block.kind === "quote" ? [look.quote] : []),
        ...(block.kind === "code" ? [look.code] : []),
      ]}
    >
      {block.marker === null ? (
        content
      ) : (
        <View style={{ flexDirection: "row" }}>
          <Text style={{ width: 14 }}>{block.marker}</Text>
          <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>{content}</View>
        </View>
      )}
    </View>
  );
}

/** Each line is a text of its own: a line feed inside one would be set in a font that is not ours. */
function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const { text, isBold } of runs) {
    const [first = "", ...more] = text.split("\n");
    lines.at(-1)?.push({ text: first, isBold });
    for (const line of more) lines.push([{ text: line, isBold }]);
  }
  return lines;
}

/** Spaces at the ends of a run stand between it and the next one. */
function runOf({ text, isBold }: Run, key: number): ReactElement {
  const [before = ""] = /^\s*/.exec(text) ?? [];
  const [after = ""] = /\s*$/.exec(text) ?? [];
  // A line without words keeps its height.
  const clean = text.trim() === "" ? " " : `${before}${printable(text)}${after}`;
  return (
    <Text key={key} style={isBold ? sheet.strong : {}}>
      {clean}
    </Text>
  );
}
