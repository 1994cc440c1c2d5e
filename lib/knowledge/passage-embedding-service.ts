// Relative imports with endings: scripts and measurements run this file outside Next.

import { createLocalEmbedder, localModel } from "../platform/embeddings/local.ts";
import { packBasis, unpackBasis } from "../platform/embeddings/local-basis.ts";
import { learnBasis } from "../platform/embeddings/local-learn.ts";
import type { Embedder } from "../platform/embeddings/types.ts";

/** Calls a function of the database as the web app's own role. */
export type CallDatabase = (name: string, parameters: Record<string, unknown>) => Promise<unknown>;

type Passage = { id: string; title: string; breadcrumb: string[]; text: string };
type Serving = { model: string; provider: string; passages: number; total: number } | null;

const PAGE = 500;
const BATCH = 100;
/** Characters of a basis in one request. */
const PART = 500_000;

/** What of a passage becomes its vector. */
function textOfPassage({ title, breadcrumb, text }: Omit<Passage, "id">): string {
  return [title, breadcrumb.join(" "), text].filter(Boolean).join("\n");
}

/**
 * Makes the vectors that are missing, with the embedder `remote`, or without one with the local embedder, which
 * learns from the passages first when there are many more or fewer than it has learned from. What served before
 * goes on serving until the new vectors are complete. False when `deadline` came first: call again.
 */
export async function embedPassages(
  call: CallDatabase,
  remote: Embedder | null,
  deadline: Date,
): Promise<boolean> {
  const embedder = remote ?? (await localEmbedder(call));
  if (!embedder) return true;
  if (remote) {
    await call("begin_embedder", {
      p_model: remote.model,
      p_provider: "voyage",
      p_dimensions: remote.dimensions,
      p_passages: 0,
    });
  }
  while (Date.now() < deadline.getTime()) {
    const passages = (await call("passages_to_embed", {
      p_model: embedder.model,
      p_limit: BATCH,
    })) as Passage[];
    if (passages.length === 0) break;
    const vectors = await embedder.embedDocuments(passages.map(textOfPassage));
    await call("save_embeddings", {
      p_model: embedder.model,
      p_rows: passages.map(({ id }, index) => ({ id, embedding: JSON.stringify(vectors[index]) })),
    });
  }
  return (await call("finish_embedder", { p_model: embedder.model })) === true;
}

/** The local embedder as it was learned, or learned anew; null while there are no passages. */
async function localEmbedder(call: CallDatabase): Promise<Embedder | null> {
  const serving = (await call("serving_embedder", {})) as Serving;
  if (serving?.provider === "local" && !hasDrifted(serving)) {
    const basis = (await call("embedder_basis", { p_model: serving.model })) as string;
    return createLocalEmbedder(unpackBasis(basis), serving.model);
  }
  const texts: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = (await call("passages_to_learn", { p_after: after, p_limit: PAGE })) as Passage[];
    texts.push(...page.map(textOfPassage));
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE) break;
  }
  if (texts.length === 0) return null;
  // In an order that does not depend on ids, so that the same passages give the same vectors everywhere.
  const basis = await learnBasis(texts.sort());
  const model = localModel(basis);
  const embedder = createLocalEmbedder(basis, model);
  await call("begin_embedder", {
    p_model: model,
    p_provider: "local",
    p_dimensions: embedder.dimensions,
    p_passages: texts.length,
  });
  const packed = packBasis(basis);
  for (let part = 0; part * PART < packed.length; part += 1) {
    const content = packed.slice(part * PART, (part + 1) * PART);
    await call("save_basis", { p_model: model, p_part: part, p_content: content });
  }
  return embedder;
}

/** Whether the corpus is no longer the one that was learned: a fourth more or less, and 20 passages at least. */
function hasDrifted({ passages, total }: { passages: number; total: number }): boolean {
  return Math.abs(total - passages) > Math.max(20, passages / 4);
}
