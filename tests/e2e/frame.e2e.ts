import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { expectAccessible } from "../helpers/axe.ts";
import { test } from "../helpers/browser.ts";

const WHERE_IT_WAS = "the focus is back on what opened it";

function focused(page: Page): Promise<string> {
  return page.evaluate(
    () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
  );
}

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

/** Presses the keys until somebody listens: right after loading, the page is not awake yet. */
async function openPalette(page: Page): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: /search/i });
  const open = async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press("Control+k");
    return dialog.isVisible();
  };
  await expect.poll(open, { interval: 1_000, timeout: 10_000 }).toBe(true);
  return dialog;
}

describe("the command palette", () => {
  test("finds a ticket by its words and opens it, by keyboard alone", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    const { data } = await (await page.request.get("/api/portal/tickets?limit=1")).json();
    const [ticket] = data as { subject: string; number: string }[];
    await page.goto("/portal/dashboard");
    const dialog = await openPalette(page);
    // Articles that come before the ticket take its place no longer than that.
    const { promise: articles, resolve: goOn } = Promise.withResolvers<void>();
    await page.route(/\/api\/portal\/tickets\?/, (route) =>
      articles.then(() => route.fallback()).catch(() => undefined),
    );
    await dialog.getByRole("combobox").pressSequentially(ticket?.number ?? "");
    await dialog.getByRole("option").first().waitFor();
    goOn();
    await dialog.getByRole("option", { name: ticket?.subject ?? "" }).waitFor();
    expect(await dialog.getByText("Nothing matches").count()).toBe(0);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/portal/tickets/${ticket?.number}`);
    await expect.poll(() => focused(page)).toBe(ticket?.subject);
  });

  test("closes on Escape and gives the focus back", async ({ newPage }) => {
    const page = await newPage({ as: "agent" });
    await page.goto("/admin");
    const account = page.getByRole("button", { name: "Account" });
    await account.focus();
    await openPalette(page);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    expect(await focused(page), WHERE_IT_WAS).toBe("Account");
  });
});

describe("the theme", () => {
  test("is on the first byte once it was chosen, whatever the device prefers", async ({ newPage }) => {
    const page = await newPage({ as: "customer", theme: "light" });
    await page.goto("/portal/dashboard");
    const light = await background(page);
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("region", { name: "Account" }).getByText("Dark").click();
    const dark = await background(page);
    expect(dark).not.toBe(light);

    const html = await (await page.request.get("/portal/dashboard")).text();
    expect(html).toMatch(/<html[^>]* data-theme="dark"/);
    await page.goto("/portal/tickets");
    expect(await background(page)).toBe(dark);
  });

  test("is kept for the person's other devices, from the palette too", async ({ newPage }) => {
    const page = await newPage({ as: "customer2", theme: "light" });
    const kept = async () => {
      const { data } = await (await page.request.get("/api/portal/profile")).json();
      return (data as { theme: string }).theme;
    };
    await page.goto("/portal/dashboard");
    for (const theme of ["dark", "light"]) {
      const dialog = await openPalette(page);
      await dialog.getByRole("option", { name: "Switch between light and dark" }).click();
      await expect.poll(kept, { timeout: 10_000 }).toBe(theme);
    }
  });
});

describe("moving about", () => {
  test("puts the focus on the heading of the new page", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await page.goto("/portal/dashboard");
    await page.getByRole("navigation").getByRole("link", { name: "Tickets" }).click();
    await page.waitForURL("**/portal/tickets");
    await expect.poll(() => focused(page)).toBe("Tickets");
    expect(await page.locator('[aria-current="page"]:visible').first().textContent()).toContain("Tickets");
  });

  test("can begin past the navigation", async ({ newPage }) => {
    const page = await newPage({ as: "customer" });
    await page.goto("/portal/dashboard");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
  });

  test("works with a thumb: everything else is behind More", async ({ newPage }) => {
    const page = await newPage({ as: "customer", viewport: "phone" });
    await page.goto("/portal/dashboard");
    await page.getByRole("button", { name: "More" }).click();
    const sheet = page.getByRole("region", { name: "More" });
    await expectAccessible(page);
    for (const control of await page.locator("nav:visible a, nav:visible button").all()) {
      const box = await control.boundingBox();
      expect(
        Math.min(box?.width ?? 0, box?.height ?? 0),
        `${await control.textContent()}`,
      ).toBeGreaterThanOrEqual(44);
    }
    await sheet.getByRole("link", { name: "New ticket" }).click();
    await page.waitForURL("**/portal/tickets/new");
    await expect.poll(() => sheet.isVisible()).toBe(false);
  });
});

describe("frames", () => {
  test("of the staff do not exist for customers", async ({ newPage }) => {
    const page = await newPage({ as: "customer", tolerate: [/status of 404/] });
    await page.goto("/admin");
    await page.getByRole("heading", { level: 1, name: "There is no such page" }).waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
  });

  test("of the portal send staff to their desk", async ({ newPage }) => {
    const page = await newPage({ as: "agent" });
    await page.goto("/portal/dashboard");
    await page.waitForURL("**/admin");
  });
});

describe("the parts, on the page that shows them all", () => {
  test("a menu answers to the keys of a menu", async ({ newPage }) => {
    const page = await newPage();
    await page.goto("/dev/ui");
    await page.getByRole("button", { name: "Ticket actions" }).focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toContain("Assign to me");
    await expectAccessible(page);
    await page.keyboard.press("End");
    expect(await focused(page)).toContain("Cancel ticket");
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toContain("Assign to me");
    await page.keyboard.press("c");
    expect(await focused(page)).toContain("Copy link");
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page), { message: WHERE_IT_WAS }).toBe("Ticket actions");
  });

  test("a dialog keeps the focus inside and gives it back", async ({ newPage }) => {
    const page = await newPage();
    await page.goto("/dev/ui");
    await page.getByRole("button", { name: "Close ticket…" }).click();
    const dialog = page.getByRole("dialog", { name: "Close this ticket?" });
    await expectAccessible(page);
    await page
      .locator("button", { hasText: "Success" })
      .evaluate((outside) => (outside as HTMLElement).focus());
    expect(await dialog.evaluate((inside) => inside.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page), { message: WHERE_IT_WAS }).toBe("Close ticket…");
  });

  test("toasts are said aloud, errors stay, others go", async ({ newPage }) => {
    const page = await newPage();
    await page.goto("/dev/ui");
    const region = page.locator('section[aria-live="polite"]');
    await page.getByRole("button", { name: "Success", exact: true }).click();
    await page.getByRole("button", { name: "Error", exact: true }).click();
    await region.getByText("Reply sent.").waitFor();
    await region.getByText("Reply sent.").waitFor({ state: "detached" });
    expect(await region.getByText("The reply was not sent").count()).toBe(1);
    await region.getByRole("button", { name: "Dismiss" }).click();
    await expect.poll(() => region.locator("p").count()).toBe(0);
  });

  test("everything is accessible in both themes", async ({ newPage }) => {
    for (const theme of ["light", "dark"] as const) {
      const page = await newPage({ theme });
      await page.goto("/dev/ui");
      await expectAccessible(page);
    }
  });
});
