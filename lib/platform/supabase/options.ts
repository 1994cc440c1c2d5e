/**
 * For the data calls of every client. A page that waits longer has lost its reader; and repeating failed
 * reads, as supabase-js would for up to seven seconds, only makes an outage slow as well.
 */
export const DATA_OPTIONS = { timeout: 10_000, retry: false } as const;

/** For clients that keep no session. */
export const NO_SESSION = {
  persistSession: false,
  autoRefreshToken: false,
  detectSessionInUrl: false,
} as const;
