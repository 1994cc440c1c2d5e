"use server";

import { refresh } from "next/cache";
import { customerAction, staffAction } from "@/lib/auth/action";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import {
  type AssistantChanges,
  answerForm,
  budgetForm,
  categoriesForm,
  judgeForm,
  linksForm,
  percentForm,
  switchesForm,
} from "./schema";
import { changeAssistantSettings, judgeAnswer, judgeInsight } from "./service";

/** Accepts, corrects or rejects a suggestion. Also after a refusal the page shows how things are now. */
export const judgeInsightAction = staffAction(judgeForm, async ({ viewer, input }) => {
  const { ticketId, ...judgement } = input;
  const judged = await judgeInsight(viewer, ticketId, judgement);
  refresh();
  return judged.ok ? ok({ version: judged.value.version }) : judged;
});

/** Says whether an automatic answer helped. */
export const judgeAnswerAction = customerAction(answerForm, async ({ viewer, input }) => {
  const { ticketId, ...word } = input;
  const judged = await judgeAnswer(viewer, ticketId, word);
  refresh();
  return judged.ok ? ok({ status: judged.value.status }) : judged;
});

/** What is read, and what may be answered without a person. */
export const changeSwitchesAction = staffAction(switchesForm, ({ viewer, input }) => change(viewer, input));
export const changePercentAction = staffAction(percentForm, ({ viewer, input }) => change(viewer, input));
export const changeCategoriesAction = staffAction(categoriesForm, ({ viewer, input }) =>
  change(viewer, input),
);
/** What a customer's conversations may cost in a day. */
export const changeBudgetAction = staffAction(budgetForm, ({ viewer, input }) => change(viewer, input));
/** Which hosts answers may link to. */
export const changeLinksAction = staffAction(linksForm, ({ viewer, input }) => change(viewer, input));

async function change(
  viewer: Viewer,
  input: AssistantChanges & { expectedRevision: string },
): Promise<Result<{ revision: string }>> {
  const changed = await changeAssistantSettings(viewer, input);
  refresh();
  return changed.ok ? ok({ revision: changed.value.revision }) : changed;
}
