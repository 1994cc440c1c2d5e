"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { draftRef, sendDraftForm } from "./draft-schema";
import { flushDraft, sendDraft, undoSend } from "./draft-service";

/** Sends a message in ten seconds. The key makes sending twice harmless. */
export const sendDraftAction = staffAction(sendDraftForm, ({ viewer, input }) => {
  const { ticketId, key, ...message } = input;
  return sendDraft(viewer, ticketId, message, key);
});

/** Takes a message back while it waits. */
export const undoSendAction = staffAction(draftRef, ({ viewer, input }) => undoSend(viewer, input.draftId));

/** Sends a message whose time has come, and shows the thread with it. */
export const flushDraftAction = staffAction(draftRef, async ({ viewer, input }) => {
  const delivered = await flushDraft(viewer, input.draftId);
  refresh();
  return delivered;
});
