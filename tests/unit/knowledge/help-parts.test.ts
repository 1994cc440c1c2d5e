import { describe, expect, test } from "vitest";
import { categoryTree } from "@/lib/knowledge/category-tree";
import type { HelpCategory } from "@/lib/knowledge/help-types";
import { weekdayName, weekOf } from "@/lib/knowledge/opening-hours";
import { breadcrumbData, questionsData } from "@/lib/knowledge/structured-data";

const category = (slug: string, parent: string | null, articles: number): HelpCategory => ({
  slug,
  name: slug,
  description: "",
  icon: null,
  parent,
  isPrivate: false,
  articles,
});

describe("categoryTree", () => {
  test("counts what is inside, at every depth, and keeps the order", () => {
    const tree = categoryTree([
      category("b", null, 1),
      category("a", null, 2),
      category("a-one", "a", 3),
      category("a-deep", "a-one", 4),
    ]);
    expect(tree.map(({ slug, total }) => [slug, total])).toEqual([
      ["b", 1],
      ["a", 9],
    ]);
    expect(tree[1]?.children[0]?.total).toBe(7);
  });

  test("what is inside a category that the reader does not see stands at the top", () => {
    expect(categoryTree([category("inside", "hidden", 1)]).map(({ slug }) => slug)).toEqual(["inside"]);
  });
});

describe("weekOf", () => {
  const shop = [0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "17:00" }));

  test("days with the same hours are one line, those without are closed", () => {
    expect(weekOf([...shop, { weekday: 5, opens: "09:00", closes: "13:00" }])).toEqual([
      { from: 0, to: 4, hours: [{ opens: "08:00", closes: "17:00" }] },
      { from: 5, to: 5, hours: [{ opens: "09:00", closes: "13:00" }] },
      { from: 6, to: 6, hours: [] },
    ]);
  });

  test("a day may have several windows, in whatever order they come", () => {
    const [monday] = weekOf([
      { weekday: 0, opens: "14:00", closes: "18:00" },
      { weekday: 0, opens: "08:00", closes: "12:00" },
    ]);
    expect(monday?.hours.map(({ opens }) => opens)).toEqual(["08:00", "14:00"]);
  });

  test("a week begins on Monday", () => {
    expect([0, 6].map((day) => weekdayName(day, "en"))).toEqual(["Monday", "Sunday"]);
  });
});

test("search engines read the way to a page, and questions with their answers", () => {
  expect(breadcrumbData("https://a.example", "Help", [{ slug: "fibre", name: "Fibre" }])).toMatchObject({
    itemListElement: [
      { position: 1, item: "https://a.example/help" },
      { position: 2, item: "https://a.example/help/category/fibre" },
    ],
  });
  expect(questionsData([{ title: "Why?", text: "Because." }])).toMatchObject({
    mainEntity: [{ name: "Why?", acceptedAnswer: { text: "Because." } }],
  });
});
