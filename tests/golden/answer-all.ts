// Asks the golden questions as the demo's customers do, without a model.
import { answerExtractively } from "../../lib/assistant/extractive";
import type { Turn } from "../../lib/assistant/triggers";
import { findViewerByToken, type Viewer } from "../../lib/auth/viewer";
import { DEMO_PASSWORD, SIGN_INS } from "../../scripts/seed/cast.ts";
import type { TestSupabase } from "../helpers/embedded.ts";
import { type AnswerJudged, type AnswerQuestion, judgeAnswer } from "./answers.ts";

/** How each question is answered, in their order. The demo has to be loaded, and the environment to point at it. */
export async function answerAll(
  supabase: TestSupabase,
  questions: readonly AnswerQuestion[],
): Promise<AnswerJudged[]> {
  const viewers = { naledi: await viewerOf(supabase, "naledi"), johan: await viewerOf(supabase, "johan") };
  const judged: AnswerJudged[] = [];
  for (const question of questions) {
    const viewer = viewers[question.as];
    const history: Turn[] = [];
    for (const before of question.before) {
      const { answer, citations, offer } = await answerTo(before, history, viewer);
      history.push({ role: "user", body: before }, { role: "assistant", body: answer, citations, offer });
    }
    judged.push(judgeAnswer(question, await answerTo(question.ask, history, viewer)));
  }
  return judged;
}

async function viewerOf(supabase: TestSupabase, name: "naledi" | "johan"): Promise<Viewer> {
  const { data } = await (await supabase.clientFor(SIGN_INS[name].email, DEMO_PASSWORD)).auth.getSession();
  const viewer = await findViewerByToken(data.session?.access_token ?? "", new Headers());
  if (!viewer.ok) throw new Error(`${name} is not in the demo: ${viewer.error.code}`);
  return viewer.value;
}

async function answerTo(question: string, history: readonly Turn[], viewer: Viewer) {
  const nobody = "00000000-0000-4000-8000-000000000000";
  const { locale, timeZone } = viewer;
  const writing = answerExtractively(question, history, {
    viewer,
    sessionId: nobody,
    messageId: nobody,
    locale,
    timeZone,
    restricted: false,
    reader: "extractive",
  });
  for (;;) {
    const { done, value } = await writing.next();
    if (done) return value;
  }
}
