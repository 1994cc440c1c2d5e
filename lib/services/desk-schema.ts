import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fromLocal } from "@/lib/core/zoned";
import { serviceChanges, stepChanges } from "./schema";

/** Forms send text only; what may be empty says so by an empty text. */
type Values = Record<string, string | undefined>;

const serviceId = z.string().refine(isUuid);

function version(value: string | undefined): number | undefined {
  return value ? Number(value) : undefined;
}

/** A time that was typed on the customer's clock. What is no time stays, so that the schema says so. */
function moment(local: string | undefined, timeZone: string): string | null {
  if (!local) return null;
  try {
    return fromLocal(local, timeZone)?.toISOString() ?? local;
  } catch {
    // A zone that the form did not come with.
    return local;
  }
}

function toStep(input: unknown): unknown {
  const values = input as Values;
  const [isDone, wasDone] = [values.isDone === "on", values.wasDone === "true"];
  return {
    serviceId: values.serviceId,
    stage: values.stage,
    windowStart: moment(values.windowStart, values.timeZone ?? ""),
    windowEnd: moment(values.windowEnd, values.timeZone ?? ""),
    technician: values.technician ?? "",
    preparation: values.preparation ?? "",
    ...(isDone !== wasDone && { isDone }),
    expectedVersion: version(values.expectedVersion),
  };
}

function toChanges(input: unknown): unknown {
  const values = input as Values;
  return {
    serviceId: values.serviceId,
    status: values.status,
    statusNote: values.statusNote ?? "",
    package: values.package || undefined,
    // A day that has passed is no day to choose, but may stay.
    ...(values.endsOn !== values.endedOn && { endsOn: values.endsOn || null }),
    expectedVersion: version(values.expectedVersion),
  };
}

export const stepForm = z.preprocess(toStep, stepChanges.extend({ serviceId }));
export const serviceForm = z.preprocess(toChanges, serviceChanges.extend({ serviceId }));

/** The views of the list: all, or those of one status. */
export const DESK_VIEWS = ["all", "installing", "active", "suspended", "terminated"] as const;

/** What the address of the staff's list says; what does not fit is as if it were not there. */
export function readDeskAddress(params: Record<string, string | string[] | undefined>) {
  const first = (name: string) => [params[name]].flat()[0] ?? "";
  const view = DESK_VIEWS.find((one) => one === first("view")) ?? "all";
  const q = Array.from(first("q").trim()).slice(0, 200).join("");
  return { view, q, cursor: first("cursor") };
}

/** The address of a view of the list, with what is searched. */
export function deskHref(view: (typeof DESK_VIEWS)[number], q: string, cursor?: string): string {
  const query = new URLSearchParams();
  if (view !== "all") query.set("view", view);
  if (q) query.set("q", q);
  if (cursor) query.set("cursor", cursor);
  return `/admin/services${query.size > 0 ? `?${query}` : ""}`;
}
