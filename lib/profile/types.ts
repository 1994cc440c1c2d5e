import type { Device } from "./device";

/** A place where somebody is signed in. Times are ISO 8601 in UTC. */
export type DeviceSession = {
  id: string;
  device: Device;
  createdAt: string;
  /** When its token was last renewed: within the hour of its last use. */
  lastSeenAt: string;
  isCurrent: boolean;
};
