import { describe, expect, test } from "vitest";
import type { Topic } from "@/lib/assistant/intent-rules";
import { readIntent } from "@/lib/assistant/intents";
import type { Turn } from "@/lib/assistant/triggers";
import type { Citation } from "@/lib/assistant/types";

const RECORDS: [Topic, string][] = [
  ["orders", "Where is my order?"],
  ["orders", "where's my parcel"],
  ["orders", "Has my order shipped?"],
  ["orders", "when will my order arrive"],
  ["orders", "Can you tell me where my delivery is?"],
  ["orders", "Could you please check my last order"],
  ["orders", "Is my parcel on its way?"],
  ["orders", "status of my order please"],
  ["orders", "What did I order last?"],
  ["orders", "show me my orders"],
  ["orders", "My parcel has not moved for five days"],
  ["orders", "I want to know when my package is coming"],
  ["orders", "Do you know where my order is?"],
  ["orders", "has it shipped yet"],
  ["invoices", "What do I owe?"],
  ["invoices", "How much do I owe you"],
  ["invoices", "do I have any unpaid invoices?"],
  ["invoices", "What is my balance?"],
  ["invoices", "Have I paid everything?"],
  ["invoices", "Did you receive my payment?"],
  ["invoices", "Please send me the invoice of last month"],
  ["invoices", "is anything overdue on my account"],
  ["tickets", "What about my ticket?"],
  ["tickets", "any news on my ticket"],
  ["tickets", "Has anybody looked at my request?"],
  ["tickets", "What is the status of my complaint"],
  ["tickets", "list my open tickets"],
  ["quotes", "Is my quote ready?"],
  ["quotes", "Do I have any open quotes?"],
  ["quotes", "when does my quote expire"],
  ["calls", "When is my call?"],
  ["calls", "what time will you call me?"],
  ["calls", "Do I have an appointment?"],
  ["services", "When does the technician come?"],
  ["services", "How much data have I used this month?"],
  ["services", "what package am I on"],
  ["services", "Is my internet suspended?"],
  ["domains", "Is my domain live?"],
  ["domains", "which domains do I have"],
  ["orders", "wheres my ordr"],
  ["orders", "where is my stuff"],
  ["orders", "what have I bought so far"],
  ["invoices", "invoise for last month pls"],
  ["quotes", "how much is the quote you sent me"],
  ["quotes", "please resend the quote"],
  ["calls", "can you book a call for me tomorrow"],
  ["calls", "I want to cancel my call"],
  ["calls", "can I get a callback please"],
  ["calls", "who will phone me"],
  ["orders", "do I have any open orders"],
  ["orders", "which of my orders is late"],
  ["orders", "show me what I bought in October"],
  ["orders", "waar is my bestelling?"],
  ["orders", "أين طلبي"],
  ["tickets", "how many tickets do I have"],
  ["tickets", "who looks after my ticket"],
  ["quotes", "which quotes can I still accept"],
  ["services", "what speed do I get"],
  ["services", "how much do I pay a month for my fibre"],
  ["services", "why was my website suspended"],
  ["domains", "is my naledi-mokoena domian live"],
  ["domains", "is portraits-in-melville.example down?"],
  ["products", "do you sell turntables?"],
  ["products", "how much is the Kudu 5"],
];

const ARTICLES = [
  "How many calls can I book?",
  "How long do I have to pay an invoice?",
  "How do I pay what I owe?",
  "What services do you offer?",
  "How do I return an opened box?",
  "Can I cancel my order?",
  "How long does delivery take?",
  "Do you deliver to Durban?",
  "What is your refund policy?",
  "Can I pay my invoice by card?",
  "How do I connect my domain?",
  "What happens if I miss the technician?",
  "One item is missing from my delivery",
  "The left channel crackles",
  "My internet is slow",
  "How can I change my delivery address?",
  "How do I track my order?",
  "What are your opening hours?",
  "Which cartridge fits my turntable?",
  "How do I get a quote?",
  "can I get a refund",
  "Is delivery free?",
  "How do I report a damaged parcel?",
  "what does the warranty on my speakers cover",
  "are my calls recorded",
  "How do I book a call?",
  "How do I cancel video calls on the router?",
];

describe("what is asked", () => {
  test.each(RECORDS)("%s: %s", (topic, question) => {
    expect(readIntent(question, [])).toMatchObject({ kind: "records", topic });
  });

  test.each(ARTICLES)("articles: %s", (question) => {
    expect(readIntent(question, [])).toEqual({ kind: "knowledge", query: question });
  });

  test("slips in the words that everybody asks with are mended before articles are asked", () => {
    expect(readIntent("chnage my delivry adress", [])).toEqual({
      kind: "knowledge",
      query: "change my delivery address",
    });
  });

  test.each([
    ["Where is UA-10231?", { kind: "number", ref: "UA-10231" }],
    ["has ua-10231 shipped?", { kind: "number", ref: "UA-10231" }],
    ["order 10231", { kind: "number", ref: "10231" }],
    ["Is INV-10231 paid?", { kind: "records", topic: "invoices", ref: "INV-10231", wants: "paid" }],
    ["what about TKT-2026-00042", { kind: "records", topic: "tickets", ref: "TKT-2026-00042" }],
    ["QUO-2026-00001?", { kind: "records", topic: "quotes", ref: "QUO-2026-00001" }],
    ["hello!", { kind: "greeting" }],
    ["Good morning", { kind: "greeting" }],
    ["Thank you very much", { kind: "thanks" }],
    ["ok great thanks, that was helpful", { kind: "thanks" }],
    ["what can you do?", { kind: "capabilities" }],
    ["are you a robot?", { kind: "capabilities" }],
  ])("%s", (question, expected) => expect(readIntent(question, [])).toMatchObject(expected));

  test("an article with a year in it is no number of an order", () => {
    expect(readIntent("What did you change in 2026?", []).kind).toBe("knowledge");
    expect(readIntent("Does the NAD C316 have a phono input?", []).kind).toBe("knowledge");
  });
});

const cite = (n: number, kind: Citation["kind"], id: string): Citation => ({
  n,
  kind,
  id,
  title: id,
  href: "/",
  quote: "",
});
const talked = (...citations: Citation[]): Turn[] => [
  { role: "user", body: "Where is my order?" },
  { role: "assistant", body: "…", citations },
];

describe("what a follow-up means", () => {
  const two = talked(cite(1, "order", "a-1"), cite(2, "order", "a-2"));
  test.each([
    ["And the second one?", "a-2"],
    ["what about the other one", "a-2"],
    ["the first", "a-1"],
    ["and the last one?", "a-2"],
  ])("%s", (question, ref) => {
    expect(readIntent(question, two)).toMatchObject({ kind: "records", topic: "orders", ref });
  });

  test("it is the record that was spoken of, when there was one", () => {
    expect(readIntent("When will it arrive?", talked(cite(1, "order", "a-1")))).toMatchObject({
      topic: "orders",
      ref: "a-1",
    });
    expect(readIntent("is it paid?", talked(cite(1, "invoice", "b-1")))).toMatchObject({
      topic: "invoices",
      ref: "b-1",
      wants: "paid",
    });
    expect(readIntent("is it paid?", two).kind).toBe("knowledge");
  });

  test("several records that were spoken of are asked about together", () => {
    const invoices = talked(cite(1, "invoice", "b-1"), cite(2, "invoice", "b-2"));
    expect(readIntent("when do I have to pay them", invoices)).toMatchObject({
      topic: "invoices",
      ref: null,
    });
    expect(readIntent("how can I pay them", invoices).kind).toBe("knowledge");
  });

  test("a call that was spoken of is changed on its page", () => {
    const calls = talked(cite(1, "call", "c-1"), cite(2, "call", "c-2"));
    expect(readIntent("can I move it to Friday?", calls)).toMatchObject({ topic: "calls", wants: "change" });
    expect(readIntent("can I move it to Friday?", two).kind).toBe("knowledge");
  });

  test("where something is may be asked of an order, and of articles where there is none", () => {
    expect(readIntent("where is my cartridge?", [])).toMatchObject({
      topic: "orders",
      about: "cartridge",
      otherwise: "where is my cartridge?",
    });
  });

  test("how something is done is asked without the number it is done with", () => {
    expect(readIntent("How do I return order UA-10024?", [])).toMatchObject({
      kind: "knowledge",
      alone: expect.not.stringContaining("10024"),
    });
  });

  test("another topic is no follow-up", () => {
    expect(readIntent("and my invoices?", talked(cite(1, "order", "a-1")))).toMatchObject({
      topic: "invoices",
      ref: null,
    });
    expect(readIntent("Can I return it?", talked(cite(1, "order", "a-1"))).kind).toBe("knowledge");
  });

  test("an article's follow-up takes its question along", () => {
    const history: Turn[] = [
      { role: "user", body: "How do I return a turntable?" },
      { role: "assistant", body: "…", citations: [cite(1, "article", "c-1")] },
    ];
    expect(readIntent("and an opened one?", history)).toEqual({
      kind: "knowledge",
      alone: "and an opened one?",
      query: "How do I return a turntable? and an opened one?",
    });
  });
});
