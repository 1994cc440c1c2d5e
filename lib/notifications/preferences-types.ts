import type { Channel, NotificationGroup } from "./types";

export const DIGESTS = ["off", "daily", "weekly"] as const;
export type Digest = (typeof DIGESTS)[number];

/** A browser that a person allowed to show notifications. */
export type Device = { id: string; label: string; createdAt: string; lastUsedAt: string | null };

/** How a person is told of what. Times of day are "HH:MM" by the clock of `timeZone`. */
export type Preferences = {
  groups: { key: NotificationGroup; locked: boolean; channels: Record<Channel, boolean> }[];
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
