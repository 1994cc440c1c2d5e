import { product } from "./catalogue.ts";
import { DAY } from "./clock.ts";
import type { Holdings } from "./holdings.ts";
import type { Order } from "./orders.ts";
import type { Random } from "./random.ts";
import { STORIES } from "./stories/all.ts";
import type { Story } from "./stories/story.ts";
import type { Subject } from "./tickets.ts";

const WITHOUT_NEEDS = STORIES.filter(({ needs }) => needs === undefined);
/** An order is talked about from a few days after it was placed. */
const ORDER_AGE = 4 * DAY;
const TRIES = 4;

/** A story that somebody with these holdings could have told then, and what of theirs it is about. */
export function pickStory(
  holdings: Holdings,
  openedAt: Date,
  random: Random,
): { story: Story; subject: Subject } {
  for (let tries = 0; tries < TRIES; tries++) {
    const story = random.pick(STORIES);
    const subject = subjectOf(holdings, story, openedAt, random);
    if (subject) return { story, subject };
  }
  return { story: random.pick(WITHOUT_NEEDS), subject: {} };
}

/** The line of the order that the story is about: the first that suits it. */
export function itemOf({ items }: Order, { products }: Story): Order["items"][number] | undefined {
  return products ? items.find(({ sku }) => products.includes(product(sku).category)) : items[0];
}

function subjectOf(holdings: Holdings, story: Story, openedAt: Date, random: Random): Subject | null {
  const before = (at: string | undefined, margin = 0) => Date.parse(at ?? "") + margin < openedAt.getTime();
  if (story.needs === "order") {
    const statuses = story.orderStatuses ?? ["delivered"];
    const order = anyOf(
      holdings.orders.filter(
        (each) =>
          statuses.includes(each.order.status ?? "pending") &&
          before(each.order.placed_at, ORDER_AGE) &&
          itemOf(each, story),
      ),
      random,
    );
    return order ? { order, item: itemOf(order, story) } : null;
  }
  if (story.needs === "service") {
    const lines = holdings.services.filter(
      ({ service }) => service.bandwidth_mbps && before(service.created_at),
    );
    const service = anyOf(lines, random);
    return service ? { service } : null;
  }
  if (story.needs === "domain") {
    const domain = anyOf(
      holdings.domains.filter(({ created_at }) => before(created_at)),
      random,
    );
    return domain ? { domain } : null;
  }
  return {};
}

function anyOf<T>(list: readonly T[], random: Random): T | undefined {
  return list.length === 0 ? undefined : random.pick(list);
}
