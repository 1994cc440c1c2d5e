"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { templateForm, templateRef } from "./template-schema";
import { deleteTemplate, saveTemplate } from "./template-service";

export const saveTemplateAction = staffAction(templateForm, async ({ viewer, input }) => {
  const saved = await saveTemplate(viewer, input);
  if (saved.ok) refresh();
  return saved;
});

export const deleteTemplateAction = staffAction(templateRef, async ({ viewer, input }) => {
  const deleted = await deleteTemplate(viewer, input.id);
  refresh();
  return deleted;
});
