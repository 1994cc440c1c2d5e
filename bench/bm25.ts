// The reference that a search has to beat: BM25 over words as they are written, title and text together.

const K1 = 1.2;
const B = 0.75;

type Posting = { document: number; times: number };

/** Ranks documents by BM25 (Robertson, Zaragoza, 2009), without stems or stop words. */
export function createBm25(texts: readonly string[]): (query: string, limit: number) => number[] {
  const lengths: number[] = [];
  const postings = new Map<string, Posting[]>();
  texts.forEach((text, document) => {
    const words = wordsOf(text);
    lengths.push(words.length);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, times] of counts) {
      const list = postings.get(word);
      if (list) list.push({ document, times });
      else postings.set(word, [{ document, times }]);
    }
  });
  const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1);
  return (query, limit) => {
    const scores = new Map<number, number>();
    for (const word of wordsOf(query)) {
      const list = postings.get(word) ?? [];
      const idf = Math.log(1 + (texts.length - list.length + 0.5) / (list.length + 0.5));
      for (const { document, times } of list) {
        const length = 1 - B + (B * (lengths[document] ?? 0)) / usual;
        scores.set(document, (scores.get(document) ?? 0) + (idf * times * (K1 + 1)) / (times + K1 * length));
      }
    }
    return [...scores]
      .sort(([one, high], [other, low]) => low - high || one - other)
      .slice(0, limit)
      .map(([document]) => document);
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
