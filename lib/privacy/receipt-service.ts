import "server-only";
import { getEnv } from "@/lib/platform/env";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { isGenuine, publicKey, type SignedReceipt } from "./receipt";
import type { ErasureSummary, Receipt } from "./types";

/** The receipt of an erasure with the verdict on its signature, or null. Throws when it cannot be read. */
export async function findReceipt(id: string): Promise<Receipt | null> {
  const answer = unwrap(await createAnonClient().rpc("get_privacy_receipt", { p_id: id }));
  if (!answer.ok) throw new Error(`cannot read the receipt: ${answer.error.code}`);
  const signed = answer.value as unknown as SignedReceipt | null;
  if (!signed) return null;
  return {
    ...signed,
    erasure: JSON.parse(signed.body) as ErasureSummary,
    isGenuine: isGenuine(signed),
    isCurrentKey: signed.publicKey === publicKey(getEnv().secretKey),
  };
}
