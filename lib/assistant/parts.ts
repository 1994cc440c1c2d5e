const OPENS =
  "(?:where|how|what|what's|when|which|who|why|is|are|do|does|did|can|could|will|would|has|have|may|must|should|tell me|show me|list|i(?:'d| would)? (?:also )?(?:want|need|like)|please)";
/** "… and where is my order": what follows is a question of its own. */
const JOINED = new RegExp(
  `(?:,|;)?\\s+(?:and|also|plus|&)(?:\\s+(?:also|then|please))?\\s+(?=${OPENS}\\b)`,
  "i",
);
const QUESTION = new RegExp(`^(?:(?:and|also|but|so|then)[, ]+)*${OPENS}\\b`, "i");
const ADDED = /^(?:and|also|besides|plus|another thing|secondly|one more thing)\b[,: ]*/i;
const CALLING =
  /^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day)|dear \w+)(?: there| all| team)?[\s,.!]+/i;
const MOST = 3;

/**
 * The questions of a message, each as it stands: "Where is my order, and how do I return it?" are two. What is told
 * belongs to the question after it. At most three; a message of one question comes back as it is.
 */
export function partsOf(message: string): string[] {
  const text = message.replace(/\s+/g, " ").trim();
  if (text.length > 1_000) return [text];
  const pieces = text
    .replace(CALLING, "")
    .split(/(?<=[?!.;])\s+/)
    .flatMap((sentence) => sentence.split(JOINED))
    .map((piece) => piece.replace(/^[\s,;]+|[\s,;]+$/g, ""))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  const parts: string[] = [];
  let told = "";
  for (const piece of pieces) {
    const isAdded = ADDED.test(piece);
    const said = piece.replace(ADDED, "");
    if (!isQuestion(said)) {
      told = told ? `${told} ${piece}` : piece;
      continue;
    }
    // "My streamer loses the Wi-Fi. And when is my call?": told and asked are two things.
    if (told && isAdded) parts.push(told);
    parts.push(told && !isAdded ? `${told} ${said}` : said);
    told = "";
  }
  const last = parts.at(-1);
  if (told && last !== undefined) parts[parts.length - 1] = `${last} ${told}`;
  return parts.length < 2 || parts.length > MOST ? [text] : parts;
}

/** "The belt slips, what can I do", "My last order, where is it": told and asked in one. */
const WITHIN =
  /\b(?:what|how) (?:can|could|should|must|do) (?:i|we)\b|[,:] (?:where|when|what|how|which|who|why)\b/i;

const isQuestion = (piece: string) => piece.endsWith("?") || QUESTION.test(piece) || WITHIN.test(piece);
