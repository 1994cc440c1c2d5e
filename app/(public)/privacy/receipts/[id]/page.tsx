import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReceiptPage } from "@/components/privacy/receipt-page";
import { findReceipt } from "@/lib/privacy/receipt-service";
import { privacyIdParams } from "@/lib/privacy/schema";

type Props = PageProps<"/privacy/receipts/[id]">;

// Whoever was erased signs in no more: who knows the address reads the receipt, and no search engine does.
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.receipt");
  return { title: t("tab"), robots: { index: false, follow: false } };
}

/** The signed receipt of an erasure. */
export default async function Page({ params }: Props) {
  const read = privacyIdParams.safeParse(await params);
  const receipt = read.success ? await findReceipt(read.data.id) : null;
  if (!receipt) notFound();
  return <ReceiptPage receipt={receipt} />;
}
