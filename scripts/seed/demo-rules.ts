import type { Cast } from "./cast.ts";
import { type Clock, DAY } from "./clock.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

const BAD_RATINGS = "Bad ratings go to the lead";
const BAD_TAG = "bad-rating";

/** Rules: one that is on and points the lead to bad ratings, two that wait to be tried. */
export function ruleRows(cast: Cast, clock: Clock): Partial<Rows> {
  const rule = (
    name: string,
    position: number,
    is_active: boolean,
    body: Pick<Row<"automation_rules">, "event" | "conditions" | "actions">,
  ): Row<"automation_rules"> => ({
    id: idOf("rule", name),
    name,
    position,
    is_active,
    ...body,
    created_at: clock.ago(90 * DAY).toISOString(),
  });
  return {
    automation_rules: [
      rule(BAD_RATINGS, 10, true, {
        event: "rated_low",
        conditions: [],
        actions: [
          { type: "add_tag", value: "bad-rating" },
          { type: "notify_person", value: cast.amahle.id },
        ],
      }),
      rule("Spoiled food is urgent", 20, false, {
        event: "ticket_created",
        conditions: [
          { field: "category", op: "is", values: ["order_issue"] },
          { field: "body", op: "is", values: ["spoiled", "mouldy", "rotten", "sour"] },
        ],
        actions: [
          { type: "set_priority", value: "urgent" },
          { type: "notify_team", value: idOf("team", "orders") },
        ],
      }),
      rule("Ask for photos of what is damaged", 30, false, {
        event: "ticket_created",
        conditions: [
          { field: "category", op: "is", values: ["order_issue"] },
          { field: "body", op: "is", values: ["damaged", "broken", "cracked", "dented"] },
        ],
        actions: [
          { type: "send_template", value: idOf("template", "Ask for photos") },
          { type: "add_tag", value: "photos" },
        ],
      }),
    ],
  };
}

/** What the first rule did when one of these tickets was rated badly. */
export function runRows(tickets: readonly Row<"support_tickets">[], cast: Cast): Partial<Rows> {
  const rated = tickets.flatMap(({ id = "", rating, rated_at }) =>
    rating && rating <= 2 && rated_at ? [{ id, at: rated_at }] : [],
  );
  return {
    ticket_tags: rated.map(({ id }) => ({ ticket_id: id, tag: BAD_TAG })),
    automation_runs: rated.map(({ id, at }) => ({
      id: idOf("run", id),
      rule_id: idOf("rule", BAD_RATINGS),
      rule_name: BAD_RATINGS,
      ticket_id: id,
      event: "rated_low",
      outcome: "done",
      results: [
        { type: "add_tag", to: BAD_TAG, outcome: "done" },
        { type: "notify_person", to: cast.amahle.name, outcome: "done" },
      ],
      created_at: at,
    })),
  };
}
