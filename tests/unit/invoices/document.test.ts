import { expect, test } from "vitest";
import { invoiceDocument } from "@/lib/invoices/pdf";
import type { InvoiceDetail } from "@/lib/invoices/types";

const zar = (amount: number) => ({ amount, currency: "ZAR" });

const INVOICE: InvoiceDetail = {
  id: "3f0c8e0e-0000-4000-8000-000000000001",
  number: "INV-1",
  status: "pending",
  total: zar(11_500),
  amountPaid: zar(0),
  outstanding: zar(11_500),
  issuedOn: "2026-11-01",
  dueOn: "2026-11-08",
  dueInDays: 3,
  paidAt: null,
  period: { start: "2026-11-01", end: "2026-11-30" },
  order: { id: "3f0c8e0e-0000-4000-8000-000000000002", number: "UA-1" },
  subject: "Fibre",
  lineCount: 1,
  createdAt: "2026-11-01T08:00:00Z",
  subtotal: zar(10_000),
  tax: zar(1_500),
  taxes: [{ rate: 0.15, net: zar(10_000), tax: zar(1_500) }],
  lines: [
    { id: "1", description: "Fibre", quantity: 1, unitPrice: zar(10_000), taxRate: 0.15, net: zar(10_000) },
  ],
  payments: [],
  paymentReport: null,
};

const PARTIES = {
  seller: { name: "Umoya Audio", lines: [] },
  buyer: { name: "Naledi Mokoena", customerNumber: "C-010001", addressLines: [] },
  locale: "en-ZA",
  paymentDetails: "By transfer.",
  invoiceTerms: null,
  quoteTerms: null,
};

/** Sentences of labels are functions, which are never equal. */
const plain = (invoice: InvoiceDetail) => JSON.stringify(invoiceDocument(invoice, PARTIES));

test("the document says what was issued: figures, period, order, and how to pay", () => {
  expect(invoiceDocument(INVOICE, PARTIES)).toMatchObject({
    number: "INV-1",
    period: { start: "2026-11-01", end: "2026-11-30" },
    reference: "UA-1",
    taxes: [{ rate: 0.15, net: 10_000, tax: 1_500 }],
    total: 11_500,
    notes: "By transfer.",
  });
});

test("nothing in it depends on what happens afterwards", () => {
  const settled: InvoiceDetail = {
    ...INVOICE,
    status: "paid",
    amountPaid: zar(11_500),
    outstanding: zar(0),
    dueInDays: -400,
    paidAt: "2026-11-03T10:00:00Z",
    payments: [{ id: "p", amount: zar(11_500), method: "card", receivedAt: "2026-11-03T10:00:00Z" }],
  };
  expect(plain(settled)).toBe(plain(INVOICE));
});
