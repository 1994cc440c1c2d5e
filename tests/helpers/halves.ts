import { basename } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** About how many seconds the end-to-end files take that take long; the others take about `SHORT`. */
const LONG: Record<string, number> = {
  pages: 350,
  attacker: 110,
  chat: 80,
  workspace: 65,
  tickets: 60,
  together: 60,
  desk: 50,
  quotes: 45,
  "assistant-claude": 30,
  "staff-only": 30,
};
const SHORT = 15;

/** Deals the files of a run to its shards so that all of them end at about the same time. */
export class EvenShards extends BaseSequencer {
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    const hands = Array.from({ length: count }, () => ({ seconds: 0, files: [] as TestSpecification[] }));
    const dealt = files.toSorted((a, b) => seconds(b) - seconds(a) || a.moduleId.localeCompare(b.moduleId));
    for (const file of dealt) {
      const hand = hands.reduce((least, other) => (other.seconds < least.seconds ? other : least));
      hand.seconds += seconds(file);
      hand.files.push(file);
    }
    return hands[index - 1]?.files ?? [];
  }
}

function seconds({ moduleId }: TestSpecification): number {
  return LONG[basename(moduleId, ".e2e.ts")] ?? SHORT;
}
