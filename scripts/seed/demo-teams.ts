import type { Cast, SignInName } from "./cast.ts";
import { type Clock, DAY } from "./clock.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

/** The teams of the demo, and the categories whose tickets come to each. */
export const DEMO_TEAMS = [
  {
    id: idOf("team", "orders"),
    name: "Orders and billing",
    description: "Everything about an order, its delivery, and money.",
    assignment: "manual",
    capacity: 20,
    categories: ["order_issue", "shipping", "billing"],
    members: ["thabo", "chantal", "amahle"],
  },
  {
    id: idOf("team", "lines"),
    name: "Lines and websites",
    description: "Connections that do not work, websites and domains.",
    assignment: "manual",
    capacity: 15,
    categories: ["technical", "site_edit"],
    members: ["thabo", "sipho", "amahle"],
  },
  {
    id: idOf("team", "field"),
    name: "Field service",
    description: "Installations and repairs at the customer's.",
    assignment: "round_robin",
    capacity: 8,
    categories: ["repair"],
    members: ["sipho", "chantal"],
  },
] as const satisfies readonly (Pick<Row<"teams">, "name" | "assignment"> & {
  id: string;
  description: string;
  capacity: number;
  categories: readonly string[];
  members: readonly SignInName[];
})[];

/** Teams with their members. */
export function teamRows(cast: Cast, clock: Clock): Partial<Rows> {
  const created_at = clock.ago(180 * DAY).toISOString();
  return {
    teams: DEMO_TEAMS.map(({ id, name, description, assignment, capacity }) => ({
      id,
      name,
      description,
      assignment,
      capacity,
      created_at,
    })),
    team_members: DEMO_TEAMS.flatMap(({ id, members }) =>
      members.map((name) => ({
        team_id: id,
        user_id: cast[name].id,
        // Whoever also leads takes fewer.
        capacity: name === "amahle" ? 5 : null,
        created_at,
      })),
    ),
  };
}
