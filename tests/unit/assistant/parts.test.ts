import { describe, expect, test } from "vitest";
import { partsOf } from "@/lib/assistant/parts";

describe("the questions of a message", () => {
  test.each([
    ["Where is my order?", ["Where is my order?"]],
    [
      "How do I return something, and where is order UA-10026?",
      ["How do I return something", "where is order UA-10026?"],
    ],
    [
      "I want to cancel my fibre. Also, when is my next call?",
      ["I want to cancel my fibre.", "when is my next call?"],
    ],
    [
      "hi, where is my order? and do you deliver on saturdays?",
      ["where is my order?", "do you deliver on saturdays?"],
    ],
    // What is told belongs to the question after it, unless that begins anew.
    ["My speaker crackles. What can I do?", ["My speaker crackles. What can I do?"]],
    ["My streamer loses the wifi. And when is my call?", ["My streamer loses the wifi.", "when is my call?"]],
    ["The box is dented and the lid is loose", ["The box is dented and the lid is loose"]],
    ["Do you sell cables and plugs?", ["Do you sell cables and plugs?"]],
  ])("%s", (message, parts) => expect(partsOf(message)).toEqual(parts));

  test("more than three come back as one", () => {
    const message = "Who are you? Where are you? What do you sell? When do you open?";
    expect(partsOf(message)).toEqual([message]);
  });
});
