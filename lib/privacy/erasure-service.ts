import "server-only";
import { createTranslator } from "next-intl";
import { getEnv } from "@/lib/platform/env";
import { sendMail } from "@/lib/platform/mail";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/privacy.json";
import { signReceipt } from "./receipt";
import type { ErasureSummary } from "./types";

const BATCH = 100;
const MAIL_BUCKET = "inbound-mail";

type Erasure = {
  id: string;
  number: string;
  step: "files" | "erased";
  people: string[];
  erasure: ErasureSummary | null;
};
type StoredObject = { bucket: string; name: string };

/**
 * Carries a due deletion out: says goodbye, removes the files, erases the rows in one transaction, and keeps a
 * signed receipt. Each step may be repeated; what is done already is passed over. Throws to be tried again.
 */
export async function eraseSubject(requestId: string): Promise<void> {
  const work = need(
    await admin().rpc("begin_erasure", { p_id: requestId }),
    "begin_erasure",
  ) as Erasure | null;
  if (!work) return;
  let { erasure } = work;
  if (work.step === "files") {
    await sayGoodbye(work);
    await removeFiles(work.id);
    await removeMail(work.people);
    erasure = need(await admin().rpc("erase_subject", { p_id: work.id }), "erase_subject") as ErasureSummary;
  }
  // What is signed names the installation, tables, numbers and rules, and nobody.
  const body = JSON.stringify({ receipt: work.id, issuer: getEnv().siteUrl, ...erasure });
  const receipt = signReceipt(body, getEnv().secretKey);
  need(
    await admin().rpc("complete_erasure", {
      p_id: work.id,
      p_body: receipt.body,
      p_signature: receipt.signature,
      p_public_key: receipt.publicKey,
    }),
    "complete_erasure",
  );
}

/** The last e-mail, while there is an address. Its log entry goes with everything else. */
async function sayGoodbye({ id, number, people }: Erasure): Promise<void> {
  const t = createTranslator({ locale: "en", messages: texts, namespace: "goodbye" });
  const link = `${getEnv().siteUrl}/privacy/receipts/${id}`;
  for (const to of people) {
    // One that cannot be delivered must not keep somebody's data here.
    await sendMail({
      to,
      subject: t("subject"),
      text: t("text", { number, link }),
      template: "privacy_erased",
      dedupeKey: `privacy_erased:${id}:${to}`,
    });
  }
}

async function removeFiles(id: string): Promise<void> {
  for (;;) {
    const listed = await admin().rpc("list_erasure_objects", { p_id: id, p_limit: BATCH });
    const objects = need(listed, "list_erasure_objects") as StoredObject[];
    if (objects.length === 0) return;
    for (const bucket of new Set(objects.map((object) => object.bucket))) {
      const names = objects.filter((object) => object.bucket === bucket).map(({ name }) => name);
      const { data, error } = await admin().storage.from(bucket).remove(names);
      // Nothing removed would be asked for again without end.
      if (error || data.length === 0)
        throw new Error(`remove objects of ${bucket}: ${error?.message ?? "none was removed"}`);
    }
  }
}

/** E-mails that belong to nobody may still be about them, such as a bounce: what names an address of theirs goes. */
async function removeMail(people: readonly string[]): Promise<void> {
  const addresses = people.map((address) => address.toLowerCase()).filter(Boolean);
  let after = "";
  for (;;) {
    const listed = await admin().rpc("list_unknown_mail", { p_after: after, p_limit: BATCH });
    const paths = need(listed, "list_unknown_mail") as string[];
    for (const path of paths) {
      const { data } = await admin().storage.from(MAIL_BUCKET).download(path);
      const text = (await data?.text())?.toLowerCase() ?? "";
      if (!addresses.some((address) => text.includes(address))) continue;
      const { error } = await admin().storage.from(MAIL_BUCKET).remove([path]);
      if (error) throw new Error(`remove an e-mail: ${error.message}`);
      need(await admin().rpc("raw_emails_removed", { p_paths: [path] }), "raw_emails_removed");
    }
    after = paths.at(-1) ?? "";
    if (paths.length < BATCH) return;
  }
}

/** Lives for one call, as every client does. */
const admin = createAdminClient;

function need(answer: Parameters<typeof unwrap>[0], name: string): unknown {
  const value = unwrap(answer);
  if (!value.ok) throw new Error(`${name}: ${value.error.code}`);
  return value.value;
}
