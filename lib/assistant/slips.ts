/** What is asked about one's own records, as it is spelt. */
const KNOWN = (
  "order orders ordered parcel parcels package packages delivery deliveries delivered shipment shipments shipped arrive arrived " +
  "invoice invoices ticket tickets quote quotes quotation domain domains service services installation technician appointment " +
  "appointments overdue outstanding unpaid status tracking change cancel return refund missing broken damaged address password " +
  "internet fibre router website payment account warranty guarantee voucher speaker amplifier turntable headphones evening morning"
).split(" ");
const IS_KNOWN = new Set(KNOWN);
/** Words that are one letter from another and right all the same. */
const RIGHT = new Set(
  "fire deliver arrives orderly parceled shipper statue status quoted tracing statute stats ordeal".split(
    " ",
  ),
);

/** Written without their apostrophe, or too short to be told by a letter. */
const SHORTENED: Readonly<Record<string, string>> = {
  wheres: "where's",
  whats: "what's",
  whens: "when's",
  hows: "how's",
  whos: "who's",
  im: "i'm",
  ive: "i've",
  id: "i'd",
  dont: "don't",
  doesnt: "doesn't",
  didnt: "didn't",
  cant: "can't",
  couldnt: "couldn't",
  havent: "haven't",
  hasnt: "hasn't",
  isnt: "isn't",
  arent: "aren't",
  wont: "won't",
  cal: "call",
  cals: "calls",
};

/**
 * A question in small letters with the slips of the fingers mended that would hide what it is about: "wheres my
 * ordr" asks for an order. Only for telling what is asked; the search has its own way with mistyped words.
 */
export function mended(text: string): string {
  return text.replace(/[a-z]+(?![a-z'-])/g, (word, at: number) => {
    if (at > 0 && /['-]/.test(text[at - 1] ?? "")) return word;
    const written = SHORTENED[word];
    // "My id": a document, and no "I would".
    if (written) return word === "id" && !/(?:^|[,.!?] )$/.test(text.slice(0, at)) ? word : written;
    if (word.length < 4 || IS_KNOWN.has(word) || RIGHT.has(word)) return word;
    return KNOWN.find((known) => isSlip(word, known)) ?? word;
  });
}

/** Whether one word is another one with a letter too few, too many or wrong, or with two that changed places. */
function isSlip(word: string, known: string): boolean {
  if (known.length < 5 || word[0] !== known[0] || word.startsWith(known) || known.startsWith(word))
    return false;
  const longer = word.length - known.length;
  if (longer === 1) return isWithoutOne(word, known);
  if (longer === -1) return isWithoutOne(known, word);
  if (longer !== 0) return false;
  const other = [...word].flatMap((letter, at) => (letter === known[at] ? [] : [at]));
  const [first = 0, second] = other;
  if (other.length === 2) {
    return second === first + 1 && word[first] === known[second] && word[second] === known[first];
  }
  // A wrong letter at the end makes another form ("quoted"), and in a short word another word ("older").
  return other.length === 1 && known.length > 6 && first < known.length - 1;
}

/** Whether a letter taken out of the longer word leaves the shorter one. */
function isWithoutOne(longer: string, shorter: string): boolean {
  let at = 0;
  while (at < shorter.length && longer[at] === shorter[at]) at += 1;
  return longer.slice(at + 1) === shorter.slice(at);
}
