"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { CreditCard } from "@/components/ui/icons";
import { idle } from "@/lib/core/action-state";
import { payInvoiceAction } from "@/lib/payments/actions";

export type PayTexts = { pay: string; paying: string };

/** Leads to the payment page of an invoice, without script too. A refusal is said beside it. */
export function PayButton({ invoiceId, texts }: { invoiceId: string; texts: PayTexts }) {
  const [state, pay, isPending] = useActionState(payInvoiceAction, idle);
  return (
    <form action={pay} className="flex flex-col items-start gap-2">
      <input type="hidden" name="invoiceId" value={invoiceId} />
      <Button
        type="submit"
        variant="primary"
        pending={isPending}
        icon={<CreditCard aria-hidden />}
        className="max-sm:w-full"
      >
        {isPending ? texts.paying : texts.pay}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="text-error-text text-sm">
          {state.error.message}
        </p>
      )}
    </form>
  );
}
