"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { accessForm, customerForm, newCustomerForm } from "./schema";
import { createCustomer, setPortalAccess, updateCustomer } from "./service";

/** Makes a customer, and goes to them. */
export const createCustomerAction = staffAction(newCustomerForm, async ({ viewer, input }) => {
  const { key, ...customer } = input;
  const created = await createCustomer(viewer, customer, key);
  if (!created.ok) return created;
  redirect(`/admin/customers/${created.value.customerNumber}` as Route);
});

/** Changes what there is to know about a customer. Also after a refusal the page shows how things are now. */
export const updateCustomerAction = staffAction(customerForm, async ({ viewer, input }) => {
  const { customerId, ...changes } = input;
  const changed = await updateCustomer(viewer, customerId, changes);
  refresh();
  return changed.ok ? ok({ version: changed.value.version }) : changed;
});

/** Locks somebody out, or lets them in again. */
export const setPortalAccessAction = staffAction(accessForm, async ({ viewer, input }) => {
  const set = await setPortalAccess(viewer, input.userId, input.active);
  if (set.ok) refresh();
  return set;
});
