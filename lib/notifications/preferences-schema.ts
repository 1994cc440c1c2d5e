import { z } from "zod";
import { DIGESTS } from "./preferences-types";
import { CHANNELS, NOTIFICATION_GROUPS } from "./types";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "Give a time of day such as 22:00." });
const hour = z.number().int().min(0).max(23);
const weekday = z.number().int().min(1).max(7);
const channels = z.partialRecord(z.enum(CHANNELS), z.boolean());

/** What a caller of the API changes; what is absent stays. */
export const preferencesInput = z.strictObject({
  groups: z.partialRecord(z.enum(NOTIFICATION_GROUPS), channels).optional(),
  emailEnabled: z.boolean().optional(),
  quietHours: z.strictObject({ from: clock, to: clock }).nullable().optional(),
  digest: z.enum(DIGESTS).optional(),
  digestHour: hour.optional(),
  digestDay: weekday.optional(),
});
export type PreferenceChanges = z.output<typeof preferencesInput>;

const list = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.string().max(60)).max(100),
);
const isOn = z
  .string()
  .max(10)
  .optional()
  .transform((value) => value !== undefined);

/** The form of the page. `group` names what it shows, `on` what is checked, such as `tickets.email`. */
export const preferencesForm = z
  .object({
    group: list,
    channel: list,
    on: list,
    emailEnabled: isOn,
    quiet: isOn,
    quietFrom: z.string().max(10).optional(),
    quietTo: z.string().max(10).optional(),
    digest: z.enum(DIGESTS),
    digestHour: z.coerce.number().pipe(hour),
    digestDay: z.coerce.number().pipe(weekday),
  })
  .transform(
    ({ group, channel, on, quiet, quietFrom = "", quietTo = "", ...rest }): PreferenceChanges => ({
      ...rest,
      groups: Object.fromEntries(
        group.map((key) => [
          key,
          Object.fromEntries(channel.map((way) => [way, on.includes(`${key}.${way}`)])),
        ]),
      ),
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
