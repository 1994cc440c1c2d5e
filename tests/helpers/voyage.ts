import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type VoyageRequest = {
  authorization: string | undefined;
  body: { input: string[]; model: string; input_type: string; output_dimension: number };
};
type VoyageAnswer = { status?: number; headers?: Record<string, string>; body?: unknown } | "silence";

/** A server that speaks Voyage's protocol: the vector of a text points to where its length says, unless told otherwise. */
export async function startVoyage() {
  const requests: VoyageRequest[] = [];
  const scripted: VoyageAnswer[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await readBody(request)) as VoyageRequest["body"];
    requests.push({ authorization: request.headers.authorization, body });
    const answer = scripted.shift() ?? {};
    if (answer === "silence") return;
    response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
    response.end(JSON.stringify(answer.body ?? answerTo(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    /** What the next requests are answered with, in turn; after them everything is well. */
    script: (...answers: VoyageAnswer[]) => scripted.push(...answers),
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answerTo({ input, output_dimension }: VoyageRequest["body"]) {
  const data = input.map((text, index) => ({
    object: "embedding",
    index,
    embedding: Array.from({ length: output_dimension }, (_, k) =>
      k === text.length % output_dimension ? 1 : 0,
    ),
  }));
  // Out of order on purpose: the index says whose a vector is.
  return { object: "list", data: data.toReversed(), usage: { total_tokens: input.join(" ").length } };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
