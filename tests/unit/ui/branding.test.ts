import { describe, expect, test } from "vitest";
import { brandStyle, DEFAULT_BRANDING, toBranding } from "@/lib/branding/branding";

describe("toBranding", () => {
  test("takes what is set and fills in the rest", () => {
    const branding = toBranding({
      name: "Cape Audio",
      primaryColor: "#0a5",
      supportEmail: " help@cape.example ",
    });
    expect(branding).toEqual({
      name: "Cape Audio",
      logoUrl: null,
      primaryColor: "#0a5",
      primaryColorDark: null,
      supportEmail: "help@cape.example",
      buyAgainUrl: null,
    });
  });

  test.each([[null], [undefined], ["text"], [7], [{ name: "" }], [{ name: 7 }]])(
    "makes do with %j",
    (stored) => {
      expect(toBranding(stored)).toEqual(DEFAULT_BRANDING);
    },
  );
});

describe("brandStyle", () => {
  test("has nothing to say without colours", () => {
    expect(brandStyle(DEFAULT_BRANDING)).toBeNull();
  });

  test("writes white words on a dark colour and dark words on a light one", () => {
    expect(brandStyle({ ...DEFAULT_BRANDING, primaryColor: "#00324a" })).toContain(
      "--brand-on-primary:oklch(1 0 0)",
    );
    expect(brandStyle({ ...DEFAULT_BRANDING, primaryColor: "#ffd400" })).toContain(
      "--brand-on-primary:oklch(0.12",
    );
  });

  test("lifts the colour for the dark theme, unless there is one for it", () => {
    const lifted = brandStyle({ ...DEFAULT_BRANDING, primaryColor: "#00324a" });
    expect(lifted).toContain("--brand-primary-dark:oklch(from #00324a max(l,0.72) c h)");
    const given = brandStyle({ ...DEFAULT_BRANDING, primaryColor: "#00324a", primaryColorDark: "#7cf" });
    expect(given).toContain("--brand-primary-dark:#7cf");
  });

  test.each([
    "red;} body{display:none",
    "</style><script>alert(1)</script>",
    "url(https://example.com)",
    "#12345",
    "var(--text-primary)",
    "oklch(0.5 0.1 20) ;x",
  ])("leaves out %j", (primaryColor) => {
    expect(brandStyle({ ...DEFAULT_BRANDING, primaryColor })).toBeNull();
  });
});
