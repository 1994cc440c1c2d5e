import { buildWhenNeeded } from "../scripts/lib/build.ts";
import { DEMO_PASSWORD, type DemoUser, demoEmail, startApp } from "../tests/helpers/app.ts";
import { clock, says, startClaude } from "../tests/helpers/claude.ts";
import type { Finding } from "./main.ts";
import { percentile, round } from "./statistics.ts";

/** From the model's first token to ours, on the wire. */
const BUDGET_MS = 150;
/** The portal takes twenty questions a minute from one person. */
const TURNS = 18;
const WARM_UP = 2;
const PEOPLE: readonly DemoUser[] = ["customer", "customer2"];
const THINKING_MS = 40;
const ANSWER =
  "The parcel is with the courier and on its way to you. You can follow it on the page of your order, where each stop of it is listed.";

type Turn = { own: number; before: number; whole: number };

/**
 * What the portal adds to a model's answer: each turn goes through the app as it is built, to a model on this
 * machine that writes down when its first text left, and back to a reader that writes down when the first text
 * came. The pairs are of the same turn and the same clock.
 */
export async function measureAssistant(): Promise<Finding> {
  await buildWhenNeeded();
  const claude = await startClaude();
  const app = await startApp({ env: claude.env });
  try {
    claude.answer({ ...says(ANSWER), delayMs: THINKING_MS, paceMs: 10 });
    const turns: Turn[] = [];
    for (const user of PEOPLE) {
      const token = await signIn(app.url, user);
      for (let turn = 0; turn < WARM_UP + TURNS; turn += 1) {
        // Requests of jobs, which sum conversations up meanwhile, do not stream.
        const asked = () => claude.requests.findLast(({ body }) => body.stream);
        const measured = await ask(app.url, token, () => asked()?.firstTextAt ?? 0);
        if (turn >= WARM_UP) turns.push(measured);
      }
    }
    const worst = percentile(
      turns.map(({ own }) => own),
      0.95,
    );
    return {
      rows: [
        row(
          "from the model's first token to ours",
          turns.map(({ own }) => own),
        ),
        row(
          `from the question to the first token, ${THINKING_MS} ms of them the model's`,
          turns.map(({ before }) => before),
        ),
        row(
          "from the question to the end",
          turns.map(({ whole }) => whole),
        ),
      ],
      faults:
        worst > BUDGET_MS
          ? [`the first token came ${round(worst)} ms after the model's own, over ${BUDGET_MS}`]
          : [],
    };
  } finally {
    await app.stop();
    await claude.close();
  }
}

async function signIn(url: string, user: DemoUser): Promise<string> {
  const response = await fetch(`${url}/api/portal/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: demoEmail(user), password: DEMO_PASSWORD }),
  });
  const { data } = (await response.json()) as { data: { session: { accessToken: string } } };
  return data.session.accessToken;
}

/** One turn, read as it comes. */
async function ask(url: string, token: string, firstTextOfModel: () => number): Promise<Turn> {
  const began = clock();
  const response = await fetch(`${url}/api/portal/chatbot`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "text/event-stream",
    },
    body: JSON.stringify({ message: "Where is my parcel?" }),
  });
  if (!response.ok || !response.body) throw new Error(`asking failed: ${response.status}`);
  const decoder = new TextDecoder();
  let text = "";
  let first = 0;
  for await (const chunk of response.body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (first === 0 && text.includes("event: delta")) first = clock();
  }
  if (!text.includes('"status":"complete"')) throw new Error("an answer did not come to its end");
  return { own: first - firstTextOfModel(), before: first - began, whole: clock() - began };
}

function row(what: string, values: number[]) {
  return {
    what,
    turns: values.length,
    "p50 ms": round(percentile(values, 0.5)),
    "p95 ms": round(percentile(values, 0.95)),
    "max ms": round(Math.max(...values)),
  };
}
