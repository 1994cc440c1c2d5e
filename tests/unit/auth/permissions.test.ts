import { expect, it } from "vitest";
import { ACTIONS, can, homeOf, meets, NEEDS, ROLES } from "@/lib/auth/permissions";

it("each role may do what it is for, and no more", () => {
  const table = Object.fromEntries(
    ROLES.map((role) => [role, ACTIONS.filter((action) => can({ role }, action))]),
  );
  expect(table).toEqual({
    customer: ["use_portal"],
    agent: ["work_tickets"],
    admin: ["work_tickets", "administer"],
  });
});

it("each area lets in whom it is for", () => {
  const table = Object.fromEntries(
    NEEDS.map((need) => [need, ROLES.filter((role) => meets({ role }, need))]),
  );
  expect(table).toEqual({
    customer: ["customer"],
    staff: ["agent", "admin"],
    admin: ["admin"],
    any: ["customer", "agent", "admin"],
  });
});

it("everybody has a page to start on", () => {
  expect(ROLES.map((role) => homeOf({ role }))).toEqual(["/portal/dashboard", "/admin", "/admin"]);
});
