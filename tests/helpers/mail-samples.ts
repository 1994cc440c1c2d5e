import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../integration/email/samples");

/** What a sample leaves open, each with something that fits. */
const DEFAULTS = {
  name: "Thandi Nkosi",
  from: "thandi@example.com",
  to: "support@example.com",
  subject: "Re: Left channel crackles",
  inReplyTo: "<nothing@example.net>",
  references: "",
  text: "Any news?",
  spamTests: "SPF_PASS",
};
export type SampleValues = Partial<typeof DEFAULTS> & { id?: string };

/** An e-mail as it goes over the wire: a file of tests/integration/email/samples with its gaps filled. */
export function sampleMail(name: string, values: SampleValues = {}): Buffer {
  const filled: Record<string, string> = {
    ...DEFAULTS,
    id: `<${randomUUID()}@mail.example.com>`,
    ...values,
  };
  // Bytes are kept as they are: the samples are in many character sets.
  const text = readFileSync(join(FOLDER, name), "latin1").replace(
    /\{\{(\w+)\}\}/g,
    (_gap, key: string) => filled[key] ?? "",
  );
  return Buffer.from(name.endsWith(".eml") ? text.replace(/\r?\n/g, "\r\n") : text, "latin1");
}
