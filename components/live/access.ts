/** A key to the live channels, short-lived. */
export type Access = {
  url: string;
  publishableKey: string;
  token: string;
  /** How long the token holds from now on, in milliseconds. */
  validFor: number;
};

/** The person is no longer signed in: asking again is pointless. */
export class SignedOutError extends Error {
  override name = "SignedOutError";
}

/** Asks our own server for a key. Throws when it cannot be reached, `SignedOutError` when it refuses. */
export async function fetchAccess(): Promise<Access> {
  const response = await fetch("/api/portal/realtime-token", { cache: "no-store" });
  if (response.status === 401 || response.status === 403) throw new SignedOutError();
  if (!response.ok) throw new Error(`realtime-token answered ${response.status}`);
  const { data } = (await response.json()) as { data: Omit<Access, "validFor"> & { expiresAt: string } };
  // By the server's clock: the visitor's may be hours off.
  const now = Date.parse(response.headers.get("date") ?? "") || Date.now();
  return { ...data, validFor: Date.parse(data.expiresAt) - now };
}
