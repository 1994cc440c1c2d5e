import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { isPushEndpoint } from "@/lib/platform/web-push";
import texts from "@/messages/en/preferences.json";
import type { PreferenceChanges, Subscription } from "./preferences-schema";
import type { Preferences } from "./preferences-types";
import type { Channel } from "./types";

/** How the viewer is told of what. */
export async function getPreferences(viewer: Viewer): Promise<Result<Preferences>> {
  return toPreferences(await viewer.db.rpc("get_notification_preferences"));
}

/** `getPreferences` for a page: a failure is the page's. */
export async function loadPreferences(viewer: Viewer): Promise<Preferences> {
  const found = await getPreferences(viewer);
  if (!found.ok) throw new Error(`get_notification_preferences: ${found.error.code}`);
  return found.value;
}

/** Changes what is named. `validation_failed` by field, also for notices about security, which stay on. */
export async function savePreferences(
  viewer: Viewer,
  changes: PreferenceChanges,
): Promise<Result<Preferences>> {
  return toPreferences(await viewer.db.rpc("save_notification_preferences", { p_changes: changes as never }));
}

/** Sends the viewer something by one channel. `conflict` where that channel leads nowhere yet. */
export async function sendTest(viewer: Viewer, channel: Channel): Promise<Result<undefined>> {
  const sent = unwrap(await viewer.db.rpc("send_test_notification", { p_channel: channel }));
  if (!sent.ok) return sent;
  const { isQueued } = sent.value as { isQueued: boolean };
  return isQueued ? ok() : err(appError("conflict", texts.test.nowhere, { reason: "channel_off" }));
}

/** The viewer's own address works again, they say. */
export async function reactivateEmail(viewer: Viewer): Promise<Result<Preferences>> {
  return toPreferences(await viewer.db.rpc("reactivate_email"));
}

/** Lets a browser show the viewer's notifications until its session ends. `validation_failed` for an address that is no push service's. */
export async function addDevice(
  viewer: Viewer,
  subscription: Subscription,
  label: string,
): Promise<Result<undefined>> {
  if (!isPushEndpoint(subscription.endpoint)) {
    return err(
      appError("validation_failed", texts.push.badEndpoint, {
        fields: { endpoint: [texts.push.badEndpoint] },
      }),
    );
  }
  // Only the portal writes addresses that it will send to: it has looked at this one.
  const stored = unwrap(
    await createAdminClient().rpc("store_push_subscription", {
      p_user: viewer.id,
      p_input: { ...subscription, label },
    }),
  );
  if (!stored.ok) return stored;
  const bound = unwrap(await viewer.db.rpc("bind_push_subscription", { p_endpoint: subscription.endpoint }));
  return bound.ok ? ok() : bound;
}

/** A browser, by its id or address, shows no more notifications of the viewer. */
export async function removeDevice(viewer: Viewer, ref: string): Promise<Result<Preferences>> {
  return toPreferences(await viewer.db.rpc("remove_push_subscription", { p_ref: ref }));
}

type Answer = Parameters<typeof unwrap>[0];

function toPreferences(answer: Answer): Result<Preferences> {
  const found = unwrap(answer);
  return found.ok ? ok(found.value as unknown as Preferences) : found;
}
