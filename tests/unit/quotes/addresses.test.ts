import { describe, expect, test } from "vitest";
import { deskQuoteListFilters, deskQuotesHref, readDeskQuoteAddress } from "@/lib/quotes/desk-address";
import {
  countByView,
  quoteListFilters,
  quoteListQuery,
  readQuoteListAddress,
} from "@/lib/quotes/list-address";
import { quoteQuery, readQuoteAddress } from "@/lib/quotes/quote-address";
import { itemOf, versionOf } from "./fixtures";

const CUSTOMER = "0b6bd3a1-54b0-4a4e-9d3e-0f2f4c5d6e7f";

describe("the address of a quote", () => {
  const versions = [versionOf(3, [itemOf("a")]), versionOf(2, [itemOf("a")]), versionOf(1, [itemOf("a")])];
  const read = (params: Record<string, string>) => {
    const { shown, compared, isLatest, step } = readQuoteAddress(params, versions);
    return [shown?.version, compared?.version, isLatest, step];
  };

  test.each([
    [{}, 3, undefined, true, null],
    [{ version: "1" }, 1, undefined, false, null],
    [{ version: "9" }, 3, undefined, true, null],
    [{ compare: "2" }, 3, 2, true, null],
    // Only an earlier one tells what became of it.
    [{ version: "2", compare: "3" }, 2, undefined, false, null],
    [{ compare: "3" }, 3, undefined, true, null],
    [{ step: "accept" }, 3, undefined, true, "accept"],
    // What was replaced is not decided about.
    [{ version: "2", step: "accept" }, 2, undefined, false, null],
    [{ step: "anything" }, 3, undefined, true, null],
  ])("%j", (params, shown, compared, isLatest, step) => {
    expect(read(params as Record<string, string>)).toEqual([shown, compared, isLatest, step]);
  });

  test("shows nothing before the first version", () => {
    expect(readQuoteAddress({ version: "1" }, [])).toMatchObject({ shown: null, compared: null });
  });

  test("keeps what is shown in its links", () => {
    const view = readQuoteAddress({ version: "2", compare: "1" }, versions);
    expect(quoteQuery(view)).toBe("?version=2&compare=1");
    expect(quoteQuery(view, { compare: null })).toBe("?version=2");
    expect(quoteQuery(readQuoteAddress({}, versions), { step: "changes" })).toBe("?step=changes");
  });
});

describe("the address of the customer's list", () => {
  test("stands for filters, and what does not fit is as if it were not there", () => {
    const address = readQuoteListAddress({ view: "decided", q: "  cable\u0000 ", cursor: "junk" });
    expect(address).toEqual({ view: "decided", q: "cable", cursor: null });
    expect(quoteListFilters(address)).toEqual({ status: ["accepted", "declined", "expired"], q: "cable" });
    expect(quoteListQuery(address)).toBe("?view=decided&q=cable");
    expect(quoteListQuery(readQuoteListAddress({ view: ["x"] }))).toBe("");
  });

  test("tabs count what they hold", () => {
    expect(countByView({ requested: 1, sent: 2, accepted: 4 })).toEqual({
      open: 3,
      waiting: 2,
      decided: 4,
      all: 7,
    });
  });
});

describe("the address of the queue", () => {
  test("begins with what is to do, and a search looks everywhere", () => {
    expect(readDeskQuoteAddress({}).view).toBe("todo");
    expect(readDeskQuoteAddress({ q: "cable" }).view).toBe("all");
    expect(readDeskQuoteAddress({ customer: CUSTOMER }).view).toBe("all");
    expect(readDeskQuoteAddress({ customer: "1; drop table", view: "sent" })).toMatchObject({
      customer: null,
      view: "sent",
    });
  });

  test("is kept in links, and a change begins at the first page", () => {
    const address = readDeskQuoteAddress({ q: "cable", customer: CUSTOMER });
    expect(deskQuotesHref(address, { view: "sent" })).toBe(
      `/admin/quotes?view=sent&q=cable&customer=${CUSTOMER}`,
    );
    expect(deskQuoteListFilters(address)).toEqual({ q: "cable", customer: CUSTOMER });
  });
});
