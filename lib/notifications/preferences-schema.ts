import { z } from "zod";
import { DIGESTS } from "./preferences-types";
import { CHANNELS, NOTIFICATION_EVENTS, NOTIFICATION_GROUPS } from "./types";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "Give a time of day such as 22:00." });
const hour = z.number().int().min(0).max(23);
const weekday = z.number().int().min(1).max(7);
const channels = z.partialRecord(z.enum(CHANNELS), z.boolean());

/** What a caller of the API changes; what is absent stays. A group sets each of its events, then `events` follow. */
export const preferencesInput = z.strictObject({
  groups: z.partialRecord(z.enum(NOTIFICATION_GROUPS), channels).optional(),
  events: z.partialRecord(z.enum(NOTIFICATION_EVENTS), channels).optional(),
  emailEnabled: z.boolean().optional(),
  quietHours: z.strictObject({ from: clock, to: clock }).nullable().optional(),
  digest: z.enum(DIGESTS).optional(),
  digestHour: hour.optional(),
  digestDay: weekday.optional(),
});
export type PreferenceChanges = z.output<typeof preferencesInput>;

const list = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.string().max(80)).max(400),
);
const isOn = z
  .string()
  .max(10)
  .optional()
  .transform((value) => value !== undefined);

/** What the boxes of one kind changed: `was` is what they said when the page was made, so that no other tab is undone. */
const changed = (keys: string[], channel: string[], was: string[], on: string[]) =>
  Object.fromEntries(
    keys
      .map((key) => {
        const ways = channel.map((way) => ({ way, before: `${key}.${way}` }));
        const moved = ways.filter(({ before }) => was.includes(before) !== on.includes(before));
        return [key, Object.fromEntries(moved.map(({ way, before }) => [way, on.includes(before)]))] as const;
      })
      .filter(([, ways]) => Object.keys(ways).length > 0),
  );

/**
 * The form of the page. `group` and `event` name what it shows, `groupOn` and `eventOn` what is checked, such as
 * `tickets.email`, `groupWas` and `eventWas` what was. Without script a group and its events can say different
 * things: what somebody changed is what they mean, and one event goes before its group.
 */
export const preferencesForm = z
  .object({
    group: list,
    groupWas: list,
    groupOn: list,
    event: list,
    eventWas: list,
    eventOn: list,
    channel: list,
    emailEnabled: isOn,
    quiet: isOn,
    quietFrom: z.string().max(10).optional(),
    quietTo: z.string().max(10).optional(),
    digest: z.enum(DIGESTS),
    digestHour: z.coerce.number().pipe(hour),
    digestDay: z.coerce.number().pipe(weekday),
  })
  .transform(
    ({
      group,
      groupWas,
      groupOn,
      event,
      eventWas,
      eventOn,
      channel,
      quiet,
      quietFrom = "",
      quietTo = "",
      ...rest
    }): PreferenceChanges => ({
      ...rest,
      groups: changed(group, channel, groupWas, groupOn),
      events: changed(event, channel, eventWas, eventOn),
      quietHours: quiet ? { from: quietFrom, to: quietTo } : null,
    }),
  );

export const channelForm = z.object({ channel: z.enum(CHANNELS) });
export const deviceForm = z.object({ ref: z.string().min(1).max(1000) });

/** What a browser says of itself when its person allows notifications. */
export const subscriptionForm = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  p256dh: z.string().regex(/^[A-Za-z0-9_-]{80,100}$/),
  auth: z.string().regex(/^[A-Za-z0-9_-]{16,32}$/),
});
export type Subscription = z.output<typeof subscriptionForm>;
