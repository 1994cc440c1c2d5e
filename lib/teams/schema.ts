import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fromLocal } from "@/lib/core/zoned";
import { fieldMessage } from "./field-messages";
import { TEAM_ASSIGNMENTS, TEAM_LIMITS } from "./types";

/** Forms send text only; a name that is sent more than once is a list. */
type Values = Record<string, string | string[] | undefined>;

const uuid = z.string().refine(isUuid, { error: fieldMessage("form", "invalid") });
const whole = (field: "capacity" | "members", min: number) => {
  const error = fieldMessage(field, "out_of_range");
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(TEAM_LIMITS.capacity, { error });
};
const version = z.coerce.number().int().min(1).optional();

const team = z.object({
  teamId: uuid.nullable(),
  key: z.string().min(1).max(100).optional(),
  name: z
    .string()
    .trim()
    .min(1, { error: fieldMessage("name", "required") })
    .max(TEAM_LIMITS.name, { error: fieldMessage("name", "too_long") }),
  description: z
    .string()
    .trim()
    .max(TEAM_LIMITS.description, { error: fieldMessage("description", "too_long") }),
  assignment: z.enum(TEAM_ASSIGNMENTS, { error: fieldMessage("assignment", "unknown") }),
  capacity: whole("capacity", 1),
  members: z
    .array(
      z.object({
        userId: uuid,
        capacity: whole("members", 0).nullable(),
      }),
    )
    .max(TEAM_LIMITS.members),
  categories: z.array(z.string().max(40)).max(200),
  expectedVersion: version,
});
export type TeamInput = Omit<z.infer<typeof team>, "teamId" | "key">;

const listed = (value: string | string[] | undefined) => [value ?? []].flat();
const one = (value: string | string[] | undefined) => [value].flat()[0] ?? "";

export const teamForm = z.preprocess((input) => {
  const values = input as Values;
  return {
    teamId: one(values.teamId) || null,
    key: one(values.key) || undefined,
    name: one(values.name),
    description: one(values.description),
    assignment: one(values.assignment),
    capacity: one(values.capacity),
    members: listed(values.member).map((userId) => ({
      userId,
      capacity: one(values[`capacity-${userId}`]) || null,
    })),
    categories: listed(values.category),
    expectedVersion: one(values.expectedVersion) || undefined,
  };
}, team);

export const archiveForm = z.object({
  teamId: uuid,
  successor: z
    .string()
    .transform((value) => value || null)
    .refine((value) => value === null || isUuid(value)),
});

export const pauseForm = z.object({
  teamId: uuid,
  userId: uuid,
  isPaused: z.enum(["true", "false"]).transform((value) => value === "true"),
});

export const availabilityForm = z.preprocess(
  (input) => {
    const values = input as Record<string, string>;
    const until = values.until ? fromLocal(values.until, values.timeZone ?? "UTC") : null;
    // What is no time stays, so that the schema says so.
    return { ...values, until: values.until ? (until?.toISOString() ?? values.until) : null };
  },
  z.object({
    userId: uuid,
    isAway: z.enum(["true", "false"]).transform((value) => value === "true"),
    until: z.iso.datetime({ error: fieldMessage("until", "out_of_range") }).nullable(),
  }),
);

/** The team that a ticket is handed to; null for none. */
export const transferInput = z.object({
  teamId: uuid.nullable(),
  expectedVersion: z.int().min(1).optional(),
});

export const teamParams = z.object({ id: uuid });
