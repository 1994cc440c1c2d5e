import { DAY, HOUR, inOfficeHours, MINUTE } from "./clock.ts";
import type { Random } from "./random.ts";
import type { Row } from "./rows.ts";
import type { Story } from "./stories/story.ts";

export type TicketStatus = NonNullable<Row<"support_tickets">["status"]>;
export type Priority = NonNullable<Row<"support_tickets">["priority"]>;

/** Something that somebody does to a ticket. */
export type Step =
  | { does: "write"; by: "customer" | "staff" | "note"; text: string }
  | { does: "assign" | "hold" | "resolve" | "reopen" | "cancel" | "close" | "auto_close"; text?: string };
export type TimedStep = Step & { at: Date };

export type ScriptPlan = {
  story: Story;
  status: TicketStatus;
  priority: Priority;
  openedAt: Date;
  /** In progress again after it had been resolved. */
  isReopened?: boolean;
};

/** A ticket that nobody touches closes by itself so long after it was resolved. */
const AUTO_CLOSE = 7 * DAY;
/** How much slower or quicker staff are than with a medium ticket. */
const STAFF_PACE: Record<Priority, number> = { urgent: 0.06, high: 0.3, medium: 1, low: 1.8 };

/** How the ticket got where it is, each step at a moment before `now`. */
export function scriptOf(plan: ScriptPlan, random: Random, now: Date): TimedStep[] {
  const steps = stepsTo(plan);
  const delays = steps.map((step) => delayOf(step, plan.priority, random));
  const total = delays.reduce((sum, delay) => sum + delay, 0);
  const age = now.getTime() - plan.openedAt.getTime();
  const room = age - Math.min(age * 0.3, random.between(4, 90) * MINUTE);
  if (plan.status === "closed") {
    const closesByItself = room > total + AUTO_CLOSE;
    steps.push({ does: closesByItself ? "auto_close" : "close" });
    delays.push(closesByItself ? AUTO_CLOSE : random.between(1, 40) * HOUR);
  }
  return timed(steps, delays, plan, room);
}

function stepsTo({ story, status, isReopened }: ScriptPlan): Step[] {
  const written = (turns: Story["turns"]): Step[] => turns.map(([by, text]) => ({ does: "write", by, text }));
  const upTo = (by: "customer" | "staff") =>
    written(story.turns.slice(0, story.turns.findIndex(([writer]) => writer === by) + 1));
  const everything: Step[] = [{ does: "assign" }, ...written(story.turns), { does: "resolve" }];
  switch (status) {
    case "new":
    case "waiting_ai":
      return [];
    case "cancelled":
      return [{ does: "cancel", text: "Solved it myself, thank you." }];
    case "assigned":
      return [{ does: "assign" }];
    case "waiting_customer":
      return [{ does: "assign" }, ...upTo("staff")];
    case "in_progress":
      if (isReopened) return [...everything, { does: "reopen", text: "It is happening again." }];
      return [{ does: "assign" }, ...upTo("customer")];
    case "on_hold":
      return [
        { does: "assign" },
        ...upTo("customer"),
        {
          does: "write",
          by: "note",
          text: "Waiting for the supplier to come back to us. Follow up on Thursday.",
        },
        { does: "hold", text: "Waiting for our supplier" },
      ];
    default:
      return everything;
  }
}

function delayOf(step: Step, priority: Priority, random: Random): number {
  const pace = STAFF_PACE[priority];
  if (step.does === "write" && step.by === "customer") return random.between(0.3, 9) * HOUR;
  if (step.does === "write" && step.by === "staff") return random.between(0.6, 7) * pace * HOUR;
  if (step.does === "reopen") return random.between(6, 30) * HOUR;
  if (step.does === "cancel") return random.between(0.2, 3) * HOUR;
  return random.between(0.1, 1.5) * pace * HOUR;
}

/**
 * When there is less room than people usually take, they were quicker. Staff, unless it is urgent, wait for
 * the shop to open, as far as there is time to spare.
 */
function timed(steps: Step[], delays: number[], plan: ScriptPlan, room: number): TimedStep[] {
  const total = delays.reduce((sum, delay) => sum + delay, 0);
  const pace = Math.min(1, room / total);
  let spare = room - total * pace;
  let at = plan.openedAt.getTime();
  return steps.map((step, index) => {
    at += (delays[index] ?? 0) * pace;
    const wait = inOfficeHours(new Date(at)).getTime() - at;
    if (isWork(step) && plan.priority !== "urgent" && wait <= spare) {
      at += wait;
      spare -= wait;
    }
    return { ...step, at: new Date(at) };
  });
}

/** Whether it is staff who do it. */
function isWork(step: Step): boolean {
  return step.does === "write" ? step.by !== "customer" : ["assign", "hold", "resolve"].includes(step.does);
}
