// `npm run bench -- answers`: how well the assistant answers that works without a model. The golden questions are
// asked by the demo's customers, of the app's own code on an embedded database with the demo in it.
import { createViteServer } from "vitest/node";
import { ROOT } from "../scripts/lib/paths.ts";
import { loadDemo } from "../scripts/seed/load-demo.ts";
import { connect } from "../scripts/seed/supabase.ts";
import { answerQuestions, answerScores } from "../tests/golden/answers.ts";
import recorded from "../tests/golden/answers-recorded.json" with { type: "json" };
import { embedHelpCentre } from "../tests/golden/help-centre.ts";
import { startTestSupabase } from "../tests/helpers/embedded.ts";
import type { Finding } from "./main.ts";

/** As in tests/integration/knowledge/golden.test.ts. */
const TOLERANCE = 0.02;

const NAMES = { dev: "dev (tuned on)", held: "held out", sections: "sections (tuned on)" } as const;

/** Both halves of the questions: what was tuned on the first is to hold on the second. */
export async function measureAnswers(): Promise<Finding> {
  const supabase = await startTestSupabase();
  Object.assign(process.env, supabase.env, { SITE_URL: "http://127.0.0.1:3000", LOG_LEVEL: "silent" });
  Reflect.deleteProperty(process.env, "ANTHROPIC_API_KEY");
  const vite = await createViteServer({
    root: ROOT,
    configFile: `${ROOT}/vitest.config.ts`,
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    logLevel: "error",
    appType: "custom",
  });
  try {
    await loadDemo(connect(supabase.url, supabase.serviceKey), new Date());
    await embedHelpCentre(supabase);
    const { answerAll } = (await vite.ssrLoadModule(
      "/tests/golden/answer-all.ts",
    )) as typeof import("../tests/golden/answer-all.ts");
    const rows = [];
    const faults: string[] = [];
    for (const half of ["dev", "held", "sections"] as const) {
      const questions = answerQuestions().filter((question) => question.half === half);
      const scores = answerScores(await answerAll(supabase, questions));
      rows.push({
        half: NAMES[half],
        questions: questions.length,
        "right passage": scores.passage.toFixed(3),
        "right sentence": scores.sentence.toFixed(3),
        "refused rightly": scores.refused.toFixed(3),
        "wrong quote": scores.wrongQuote.toFixed(3),
        "half-answered": scores.half.toFixed(3),
        "words an answer": Math.round(scores.words),
      });
      if (scores.sentence < recorded[half].sentence - TOLERANCE) {
        faults.push(
          `${half}: the right sentence in ${scores.sentence.toFixed(3)}, recorded ${recorded[half].sentence}`,
        );
      }
    }
    return { rows, faults };
  } finally {
    await vite.close();
    await supabase.close();
  }
}
