export const ROLES = ["customer", "agent", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What somebody may do, apart from what they may see: that is decided by row-level security. */
export const ACTIONS = ["use_portal", "work_tickets", "administer"] as const;
export type Action = (typeof ACTIONS)[number];

const GRANTS: Record<Role, readonly Action[]> = {
  customer: ["use_portal"],
  agent: ["work_tickets"],
  admin: ["work_tickets", "administer"],
};

/** Whether this person's role allows the action. The database asks again at each command. */
export function can(person: { role: Role }, action: Action): boolean {
  return GRANTS[person.role].includes(action);
}

/** Which kind of person a page or call is for. */
export const NEEDS = ["customer", "staff", "admin", "any"] as const;
export type Need = (typeof NEEDS)[number];

/** Whether this person is of the kind that a page or call is for. */
export function meets(person: { role: Role }, need: Need): boolean {
  if (need === "any") return true;
  if (need === "customer") return can(person, "use_portal");
  return can(person, need === "staff" ? "work_tickets" : "administer");
}

/** Where this person's work begins: the page after signing in. */
export function homeOf(person: { role: Role }): "/portal/dashboard" | "/admin" {
  return can(person, "work_tickets") ? "/admin" : "/portal/dashboard";
}
