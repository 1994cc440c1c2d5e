/**
 * What nobody sees and a model reads all the same: controls, zero-width and bidirectional marks, tag
 * characters and selectors that can hide an instruction, halves of surrogate pairs. The joiners of scripts and
 * emoji stay.
 */
const UNSEEN =
  /(?![\t\n])\p{Cc}|(?!\u200c|\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]|\p{Surrogate}/gu;

/** A text as its reader sees it, and nothing else. */
export function seen(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNSEEN, "").trim();
}
