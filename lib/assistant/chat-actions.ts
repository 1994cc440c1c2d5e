"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { customerAction } from "@/lib/auth/action";
import { appError } from "@/lib/core/errors";
import { err } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { askAssistant } from "./answer-service";
import { whenWritten } from "./chat-service";
import { questionInput } from "./schema";

const askForm = questionInput.extend({ key: z.string().min(1).max(100) });

/** Asks without script: the page comes back when the answer is written. */
export const askAction = customerAction(askForm, async ({ viewer, input: { key, ...question } }) => {
  if (!viewer.modules.includes("assistant")) return err(appError("not_found", defaultMessage("not_found")));
  const asked = await askAssistant(viewer, question, key);
  if (!asked.ok) return asked;
  const sessionId = await whenWritten(asked.value);
  redirect(`/portal/chat?session=${sessionId}` as Route);
});
