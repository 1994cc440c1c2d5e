import type { Channel, NotificationEvent, NotificationGroup } from "./types";

export const DIGESTS = ["off", "daily", "weekly"] as const;
export type Digest = (typeof DIGESTS)[number];

/** A browser that a person allowed to show notifications. */
export type Device = { id: string; label: string; createdAt: string; lastUsedAt: string | null };

/** `locked`: it is always told, whatever somebody chose. */
type Choice<Key> = { key: Key; locked: boolean; channels: Record<Channel, boolean> };

/** How a person is told of what. Times of day are "HH:MM" by the clock of `timeZone`. */
export type Preferences = {
  /** A group's channel is on where it is for each of its events. `events` is empty where nothing can be chosen. */
  groups: (Choice<NotificationGroup> & { events: Choice<NotificationEvent>[] })[];
  emailEnabled: boolean;
  quietHours: { from: string; to: string } | null;
  digest: Digest;
  /** 0 to 23. */
  digestHour: number;
  /** 1 is Monday. */
  digestDay: number;
  timeZone: string;
  email: { address: string; suppressed: { reason: "bounce" | "complaint"; at: string } | null };
  /** `isOffered`: this business has an approved template. `stoppedAt`: its person answered one of our messages with stop. */
  whatsapp: { number: string | null; isVerified: boolean; stoppedAt: string | null; isOffered: boolean };
  devices: Device[];
};
