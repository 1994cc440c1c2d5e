import "server-only";
import { createLocalEmbedder } from "@/lib/platform/embeddings/local";
import { unpackBasis } from "@/lib/platform/embeddings/local-basis";
import type { Embedder } from "@/lib/platform/embeddings/types";
import { createVoyageEmbedder } from "@/lib/platform/embeddings/voyage";
import { getEnv } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { CallDatabase } from "./passage-embedding-service";

/** For how long a process believes that the same model still serves; older vectors are kept for longer. */
const BELIEVED_MS = 30_000;

/** Calls a function of the database as the web app's own role; throws when it fails. */
export const callAsService: CallDatabase = async (name, parameters) => {
  // The names are of functions whose types are checked where they are defined, in passage-embedding-service.ts.
  const answer = unwrap(await createAdminClient().rpc(name as never, parameters as never));
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value;
};

/** The embedder of the configuration where it is one over the network; null for the local one. */
export function remoteEmbedder(): Embedder | null {
  const { provider, voyageApiKey, voyageBaseUrl } = getEnv().embedding;
  if (provider !== "voyage" || !voyageApiKey) return null;
  return createVoyageEmbedder({ apiKey: voyageApiKey, baseUrl: voyageBaseUrl });
}

let believed: { until: number; embedder: Promise<Embedder | null> } | undefined;

/** A question as a vector of the model that serves; null where there is none, or it cannot be had now: words alone find much. */
export async function embedQuestion(question: string): Promise<{ model: string; embedding: string } | null> {
  try {
    if (!believed || believed.until < Date.now()) {
      believed = { until: Date.now() + BELIEVED_MS, embedder: servingEmbedder(await believed?.embedder) };
    }
    const embedder = await believed.embedder;
    if (!embedder) return null;
    return { model: embedder.model, embedding: JSON.stringify(await embedder.embedQuery(question)) };
  } catch (error) {
    believed = undefined;
    log.warn({ err: error }, "a question was searched by its words alone");
    return null;
  }
}

async function servingEmbedder(before: Embedder | null | undefined): Promise<Embedder | null> {
  const serving = (await callAsService("serving_embedder", {})) as { model: string; provider: string } | null;
  if (!serving) return null;
  if (before?.model === serving.model) return before;
  if (serving.provider === "local") {
    const basis = (await callAsService("embedder_basis", { p_model: serving.model })) as string;
    return createLocalEmbedder(unpackBasis(basis), serving.model);
  }
  const remote = remoteEmbedder();
  return remote?.model === serving.model ? remote : null;
}
