import { expect, test } from "vitest";
import { detectLanguage } from "@/lib/triage/language";
import { readLocally, readPriority, readSentiment, replyFrom, summarise } from "@/lib/triage/local";
import { OTHER_PASSAGE, PASSAGE, subject } from "./samples";

test.each([
  ["My internet is down and I do not know what to do", "en"],
  ["Ek kan nie aanmeld nie en weet nie wat om te doen nie, help asseblief", "af"],
  ["Ich habe die Rechnung nicht bekommen, können Sie mir bitte helfen", "de"],
  ["Je ne peux pas me connecter avec mon mot de passe", "fr"],
  ["No puedo entrar con mi contraseña y no sé por qué", "es"],
  ["UMO-10231", null],
  ["", null],
])("%s is %s", (text, language) => expect(detectLanguage(text)).toBe(language));

test.each([
  ["The speaker is broken and the parcel was late", "negative"],
  ["Thank you, I love it", "positive"],
  ["Which cable do I need?", "neutral"],
])("%s sounds %s", (text, sentiment) => expect(readSentiment(text, [])).toBe(sentiment));

test("anger is what the database flags", () => {
  expect(readSentiment("Thank you", ["anger"])).toBe("angry");
});

test.each([
  ["There is no rush", [], "low"],
  ["There is no sound at all", [], "high"],
  ["The whole office is offline, this is urgent", [], "urgent"],
  ["It is urgent", [], "high"],
  ["It is not urgent", [], "low"],
  ["It crackles", ["safety"], "urgent"],
  ["Which one?", [], "medium"],
] as const)("%s is of a priority", (description, flags, priority) => {
  expect(readPriority(subject({ description, flags: [...flags] }), "technical")).toBe(priority);
});

test("a summary is the first sentences without greetings and thanks", () => {
  expect(
    summarise("Hum", "Good morning team,\n\nMy *amplifier* hums. It began on Monday.\n\nKind regards\nAda"),
  ).toBe("My amplifier hums. It began on Monday.");
  expect(summarise("Streamer", "It stops. Firmware 2.4.")).toBe("It stops. Firmware 2.4.");
  expect(summarise("Hum", "Hello.")).toBe("Hum");
  expect(summarise("Long", "word ".repeat(200)).length).toBeLessThanOrEqual(280);
});

test("a reply is what the help centre says, with its source", () => {
  const reply = replyFrom(
    "Can I return an opened box",
    { passages: [PASSAGE, OTHER_PASSAGE], support: "good" },
    "en",
  );
  expect(reply?.text).toBe(
    "You can return an opened box within 14 days. Keep the packaging. We collect it from your door. [1]",
  );
  expect(reply?.citations.map(({ href, title }) => [href, title])).toEqual([
    ["/help/returns#opened-boxes", "Returning a product › Opened boxes"],
  ]);
});

test("a list stays a list", () => {
  const text = "Do this when the box is opened:\n\n1. Put it back.\n2. Call us.";
  const reply = replyFrom(
    "What when I return a product and the box is opened",
    { passages: [{ ...PASSAGE, text }], support: "good" },
    "en",
  );
  expect(reply?.text).toBe("Do this when the box is opened:\n\n1. Put it back.\n2. Call us. [1]");
});

test("without a clear answer, or in another language, there is no reply", () => {
  expect(replyFrom("x", { passages: [PASSAGE], support: "weak" }, "en")).toBeNull();
  expect(replyFrom("x", { passages: [PASSAGE], support: "good" }, "de")).toBeNull();
  expect(replyFrom("x", { passages: [], support: "good" }, null)).toBeNull();
});

test("without a classifier there is no category, and all the rest", () => {
  const reading = readLocally(subject(), null, { passages: [PASSAGE], support: "good" });
  expect(reading).toMatchObject({ category: null, priority: "low", language: "en", sentiment: "positive" });
  expect(reading.reply).toContain("14 days");
});
