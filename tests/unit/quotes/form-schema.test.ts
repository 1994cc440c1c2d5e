import { describe, expect, test } from "vitest";
import { newQuoteForm, saveDraftForm } from "@/lib/quotes/desk-form-schema";
import { acceptForm, changesForm, declineForm, requestForm } from "@/lib/quotes/form-schema";

const ID = "0b6bd3a1-54b0-4a4e-9d3e-0f2f4c5d6e7f";
const OTHER = "1b6bd3a1-54b0-4a4e-9d3e-0f2f4c5d6e7f";

const faultsOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[] }[] } }) =>
  result.error?.issues.map(({ path }) => path.join("."));

describe("the form of a request", () => {
  const values = {
    key: "k",
    title: "",
    message: "",
    "items.0.productId": ID,
    "items.0.description": "Amplifier",
    "items.0.quantity": "2",
    "items.1.productId": "",
    "items.1.description": "",
    "items.1.quantity": "1",
    "items.2.description": "Fitting",
    "items.2.quantity": "1 000",
    attachmentIds: OTHER,
    hasScript: "true",
  };

  test("leaves out lines that say nothing", () => {
    expect(requestForm.parse(values)).toEqual({
      key: "k",
      hasScript: true,
      items: [
        { productId: ID, description: "Amplifier", quantity: 2 },
        { description: "Fitting", quantity: 1000 },
      ],
      attachmentIds: [OTHER],
    });
  });

  test("names a fault by the place of its line among those that say something", () => {
    expect(faultsOf(requestForm.safeParse({ ...values, "items.2.quantity": "many" }))).toEqual([
      "items.1.quantity",
    ]);
    expect(faultsOf(requestForm.safeParse({ key: "k" }))).toEqual(["items"]);
  });
});

describe("the form of a wish for changes", () => {
  const values = {
    quoteId: ID,
    version: "2",
    message: "Smaller, please.",
    "items.0.itemId": ID,
    "items.0.was": "4",
    "items.0.quantity": "4",
    "items.0.message": "",
    "items.1.itemId": OTHER,
    "items.1.was": "4",
    "items.1.quantity": "0",
    "items.1.message": "In black",
  };

  test("is about the lines with a wish", () => {
    expect(changesForm.parse(values)).toEqual({
      quoteId: ID,
      version: 2,
      hasScript: false,
      message: "Smaller, please.",
      items: [{ itemId: OTHER, quantity: 0, message: "In black" }],
    });
  });

  test("finds the line of a fault, also behind lines without a wish", () => {
    expect(faultsOf(changesForm.safeParse({ ...values, "items.1.quantity": "-1" }))).toEqual([
      "items.1.quantity",
    ]);
  });
});

test("a decision names its version, and declining a reason", () => {
  expect(acceptForm.parse({ quoteId: ID, version: "3" })).toEqual({ quoteId: ID, version: 3 });
  expect(faultsOf(acceptForm.safeParse({ quoteId: ID }))).toEqual(["version"]);
  expect(faultsOf(declineForm.safeParse({ quoteId: ID, version: "3", reason: " " }))).toEqual(["reason"]);
});

test("a draft comes as JSON, and what is none is refused", () => {
  const draft = { items: [{ description: "A", quantity: 1, unitPrice: 100, taxRate: 0.15 }] };
  const form = { quoteId: ID, expectedRevision: "4", draft: JSON.stringify(draft) };
  expect(saveDraftForm.parse(form)).toMatchObject({ expectedRevision: 4, draft: { discount: 0 } });
  expect(faultsOf(saveDraftForm.safeParse({ ...form, draft: "{" }))).toEqual(["draft"]);
});

test("a quote of staff is for a customer, under a title", () => {
  expect(faultsOf(newQuoteForm.safeParse({ key: "k", customerId: "", title: "" }))).toEqual([
    "customerId",
    "title",
  ]);
});
