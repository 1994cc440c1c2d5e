"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { addDeviceAction, removeDeviceAction } from "@/lib/notifications/preferences-actions";

export type PushTexts = Record<
  "allow" | "allowed" | "stop" | "stopped" | "denied" | "unsupported" | "failed",
  string
>;

type State = "unknown" | "unsupported" | "denied" | "off" | "on";

/** Whether this very browser shows notifications, and the button that changes it. */
export function PushControl({
  publicKey,
  known,
  texts,
}: {
  publicKey: string;
  /** How many browsers the portal knows: without any this one is none of them, whatever it believes. */
  known: number;
  texts: PushTexts;
}) {
  const [state, setState] = useState<State>("unknown");
  const [isPending, setPending] = useState(false);

  useEffect(() => {
    findState(known > 0).then(setState, () => setState("unsupported"));
  }, [known]);

  async function change(work: () => Promise<State>, done: string) {
    setPending(true);
    const next = await work().catch(() => null);
    setPending(false);
    if (next === null) toast.error(texts.failed);
    else {
      setState(next);
      if (next !== "denied") toast.success(done);
    }
  }

  if (state === "unsupported" || state === "denied") {
    return <p className="max-w-[52ch] text-fg-muted text-sm">{texts[state]}</p>;
  }
  if (state === "on") {
    return (
      <Button size="sm" pending={isPending} onClick={() => change(unsubscribe, texts.stopped)}>
        {texts.stop}
      </Button>
    );
  }
  return (
    <Button
      size="sm"
      pending={isPending}
      disabled={state === "unknown"}
      onClick={() => change(() => subscribe(publicKey), texts.allowed)}
    >
      {texts.allow}
    </Button>
  );
}

async function findState(isAnyKnown: boolean): Promise<State> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return "unsupported";
  }
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration("/");
  return isAnyKnown && (await registration?.pushManager.getSubscription()) ? "on" : "off";
}

async function subscribe(publicKey: string): Promise<State> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys } = subscription.toJSON();
  const saved = await addDeviceAction(idle, formOf({ endpoint, ...keys }));
  if (saved.status === "ok") return "on";
  // Else this browser would believe what the portal does not know.
  await subscription.unsubscribe();
  throw new Error("the subscription was not saved");
}

async function unsubscribe(): Promise<State> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return "off";
  const removed = await removeDeviceAction(idle, formOf({ ref: subscription.endpoint }));
  if (removed.status !== "ok") throw new Error("the subscription was not removed");
  await subscription.unsubscribe();
  return "off";
}

function formOf(values: Record<string, string | undefined>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) data.set(name, value);
  return data;
}
