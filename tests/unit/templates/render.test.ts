import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Markdown } from "@/components/ui/markdown";
import { renderTemplate, unknownVariables } from "@/lib/templates/render";
import { TEMPLATE_VARIABLES } from "@/lib/templates/variables";
import texts from "@/messages/en/templates.json";
import { CASES } from "./cases";

test.each(CASES)("fills %s", (_what, body, values, text, missing = []) => {
  expect(renderTemplate(body, values)).toEqual({ text, missing });
});

describe("a value means nothing but itself in Markdown", () => {
  const ENTITIES: Record<string, string> = {
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
    "&quot;": '"',
    "&#x27;": "'",
  };
  const shown = (markdown: string) =>
    renderToStaticMarkup(createElement(Markdown, null, markdown))
      .replace(/<[^>]*>/g, "")
      .replace(/&\S+?;/g, (entity) => ENTITIES[entity] ?? entity)
      .trim();
  const risky = fc.string({
    unit: fc.constantFrom(..."\\`*_{}[]()<>#+-.!|~&;=^:\"' 1aé\n"),
    minLength: 1,
    maxLength: 12,
  });

  test.each([
    "{{ticket.subject}}",
    "About {{ticket.subject}}",
    "- {{ticket.subject}}",
    "**{{ticket.subject}}!**",
  ])("in %s", (body) => {
    const frame = shown(body.replace("{{ticket.subject}}", "x"));
    fc.assert(
      fc.property(risky, (value) => {
        const { text, missing } = renderTemplate(body, { "ticket.subject": value });
        const line = value.replace(/[ \n]+/g, " ").replace(/^ | $/g, "");
        if (missing.length === 0) expect(shown(text)).toBe(frame.replace("x", () => line));
      }),
      { numRuns: 400 },
    );
  });
});

describe("faults", () => {
  test.each([
    ["{{customer.first_name}} {{ agent.name | us }} {braces} {{order.number}}", []],
    ["{{customer.shoe_size}} and {{Foo.Bar}}", ["customer.shoe_size", "foo.bar"]],
    ["{{name}} {{}} {{customer first_name}}", ["{{name}}", "{{}}", "{{customer first_name}}"]],
    ["{{customer.first_name}} {{customer.first name}}", ["{{customer.first name}}"]],
    [`{{agent.name | ${"x".repeat(200)}}}`, [`{{agent.name | ${"x".repeat(200)}}}`]],
  ])("in %s", (body, faults) => {
    expect(unknownVariables(body)).toEqual(faults);
  });
});

test("every variable has a name and an example", () => {
  const named: Record<string, string> = texts.variables;
  const examples: Record<string, string> = texts.samples;
  const keys = TEMPLATE_VARIABLES.map((name) => name.replace(".", "_"));
  expect(Object.keys(named).toSorted()).toEqual(keys.toSorted());
  expect(Object.keys(examples).toSorted()).toEqual(keys.toSorted());
});
