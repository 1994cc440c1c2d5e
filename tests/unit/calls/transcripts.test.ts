import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foundIn } from "@/lib/calls/find";
import { extractSummary } from "@/lib/calls/summary";
import { MAX_TRANSCRIPT_BYTES, parseTranscript } from "@/lib/calls/transcripts";

const VTT = `WEBVTT - Call

NOTE made by a telephone system

1
00:00:01.000 --> 00:00:04.500 align:start
<v Thabo Nkosi>Good <b>morning</b> &amp; welcome.

00:05.000 --> 00:07.000
<v.loud Naledi>Hello.
It stops.
`;
const SRT = `1\r
00:00:01,250 --> 00:00:02,000\r
Thabo: Good morning\r
\r
2\r
01:00:00,000 --> 01:00:01,000\r
Naledi: Hello\r
`;

describe("a transcript is read as what it is", () => {
  test("WebVTT, with voices, without markup", () => {
    expect(parseTranscript(VTT)).toEqual({
      format: "vtt",
      segments: [
        { start: 1, end: 4.5, speaker: "Thabo Nkosi", text: "Good morning & welcome." },
        { start: 5, end: 7, speaker: "Naledi", text: "Hello.\nIt stops." },
      ],
      text: "Thabo Nkosi: Good morning & welcome.\nNaledi: Hello.\nIt stops.",
    });
  });

  test("SubRip, with line ends of Windows", () => {
    expect(parseTranscript(`\uFEFF${SRT}`)).toMatchObject({
      format: "srt",
      segments: [
        { start: 1.25, end: 2, speaker: "Thabo", text: "Good morning" },
        { start: 3600, end: 3601, speaker: "Naledi", text: "Hello" },
      ],
    });
  });

  test.each([
    ["a list", [{ start: 1.5, end: 2, speaker: "A", text: "Hi" }]],
    ["an object", { segments: [{ startMs: 1500, endMs: 2000, speaker: "A", transcript: "Hi" }] }],
    ["utterances", { utterances: [{ start_time: 1.5, end_time: 2, speakerName: "A", text: "Hi" }] }],
  ])("JSON, as %s", (_, data) => {
    expect(parseTranscript(JSON.stringify(data))).toMatchObject({
      format: "json",
      segments: [{ start: 1.5, end: 2, speaker: "A", text: "Hi" }],
    });
  });

  test("plain text, by speakers or by paragraphs", () => {
    const spoken = parseTranscript("Thabo: Good morning\nhow are you?\nNaledi: Fine");
    expect(spoken).toMatchObject({
      format: "text",
      segments: [
        { speaker: "Thabo", text: "Good morning\nhow are you?" },
        { speaker: "Naledi", text: "Fine" },
      ],
    });
    expect(parseTranscript("One.\n\nTwo: three.")).toMatchObject({
      segments: [{ text: "One." }, { text: "three." }],
    });
  });

  test("and refused when it is nothing, too much, or broken", () => {
    expect(parseTranscript(" \n ")).toEqual({ fault: "empty" });
    expect(parseTranscript("WEBVTT\n\nNOTE nothing")).toEqual({ fault: "empty" });
    expect(parseTranscript('{"segments": [')).toEqual({ fault: "unreadable" });
    expect(parseTranscript('{"size": 1}')).toEqual({ fault: "unreadable" });
    expect(parseTranscript("x".repeat(MAX_TRANSCRIPT_BYTES + 1))).toEqual({ fault: "too_large" });
    expect(parseTranscript(JSON.stringify(Array(5_001).fill("x")))).toEqual({ fault: "too_large" });
    expect(parseTranscript("word ".repeat(50_000))).toMatchObject({ format: "text" });
  });

  test("whatever it is, it ends, within what the database keeps", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom("WEBVTT", "00:01.000 --> 00:02.000", "A: b", "{", "[", "\n\n", "<v"),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const read = parseTranscript(lines.join("\n"));
        if ("fault" in read) return;
        for (const { text, speaker, start } of read.segments) {
          expect(text.length).toBeGreaterThan(0);
          expect(Array.from(text).length).toBeLessThanOrEqual(5_000);
          expect((speaker ?? "").length).toBeLessThanOrEqual(120);
          expect(start ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

test("a search marks every word, in pieces that hold all of them", () => {
  const pieces = [{ text: "The router is old (v1.0)." }, { text: "The line is new." }];
  expect(foundIn(pieces, "ROUTER (v1.0)").map(({ marked }) => marked)).toEqual([
    "The \u0002router\u0003 is old \u0002(v1.0)\u0003.",
  ]);
  expect(foundIn(pieces, "the")).toHaveLength(2);
  expect(foundIn(pieces, "  ")).toEqual([]);
});

describe("a summary out of what was said", () => {
  const said = [
    { speaker: "Thabo", text: "Good morning, how can I help?" },
    {
      speaker: "Naledi",
      text: "The streamer loses the network every ten minutes. The network name is home guest.",
    },
    {
      speaker: "Thabo",
      text: "The guest network keeps the streamer apart from the phone. I will send you the steps of the update.",
    },
    { speaker: "Thabo", text: "Please send a photo of the router." },
    { speaker: "Naledi", text: "I'll try the home network for a week. Thank you!" },
  ];
  const { summary, actions } = extractSummary(said, "Thabo Nkosi");

  test("says nothing that nobody said", () => {
    const all = said.map(({ text }) => text).join(" ");
    for (const line of summary.split("\n")) expect(all).toContain(line.replace(/^\w+: /, ""));
    expect(summary).toContain("The streamer loses the network every ten minutes.");
    expect(summary).not.toContain("Good morning");
  });

  test("finds who promised what", () => {
    expect(actions).toEqual([
      { text: "I will send you the steps of the update.", owner: "us" },
      { text: "Please send a photo of the router.", owner: "customer" },
      { text: "I'll try the home network for a week.", owner: "customer" },
    ]);
  });
});
