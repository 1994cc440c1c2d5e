import type { Turn } from "./triggers";
import type { Citation } from "./types";

/** What of the customer's own can be asked about. */
export const TOPICS = ["orders", "invoices", "tickets", "quotes", "calls", "services", "domains"] as const;
export type Topic = (typeof TOPICS)[number];

/** What a question wants, as far as patterns tell. */
export type Intent =
  | { kind: "greeting" | "thanks" | "capabilities" }
  /** `ref` is a number or id; `wants` narrows what is said; `about` names what was ordered. */
  | { kind: "records"; topic: Topic; ref: string | null; wants: Wants; about?: string }
  /** A number that could be anything's. */
  | { kind: "number"; ref: string }
  /** `alone`: the question without what it leans on, where it leans on the one before. */
  | { kind: "knowledge"; query: string; alone?: string };

export type Wants = "status" | "list" | "paid";

const GREETING =
  /^(?:hi|hello|hey|hiya|howzit|hallo|sawubona|molo|dumela|good (?:morning|afternoon|evening|day))(?: (?:there|all|team|everyone|you))?[\s!.,)]*$/;
const SMALL_TALK =
  /^(?:(?:hi|hello|hey|hallo)[\s,!.]+)?(?:how are you(?: doing)?(?: today)?|how(?:'s| is) it going|nice to meet you|what's up)[\s!.,?)]*$/;
const THANKS =
  /^(?:(?:ok|okay|great|perfect|super|cool|lovely|awesome|good|wonderful|brilliant|nice|got it|all good|no|alright)[,.! ]*)*(?:thanks?(?: you| u)?(?: (?:very|so) much| a lot| again)?|thx|ta|cheers|dankie|siyabonga|enkosi|much appreciated|that(?:'s| is) all|bye|goodbye)[\s!.,:)]*(?:(?:that|you)(?:'ve| have)? (?:was|were|been|helped)(?: very| so| a lot| me)?(?: helpful| great| kind)?)?[\s!.]*$/;
const CAPABILITIES =
  /^(?:help|help me|what can (?:you|i) (?:do|help(?: me)? with|ask(?: you)?|ask for)(?: for me| here)?|who are you|what are you|are you (?:a |an )?(?:bot|robot|ai|human|machine|real person|person|real)|how (?:do|does) (?:you|this|it) work|what is this)[\s?!.]*$/;

/** Said before the question itself. */
const POLITE =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there| team)?[,.! ]+|(?:please|pls|kindly)[, ]+|(?:can|could|would|will) you (?:please |kindly |quickly )?(?:tell|show|check|give|find|see|look|help|let|send|get|say|list|explain)(?: up| for| out)?(?: me| us)?(?: know)?(?: with)?[, ]*|(?:i (?:want|need|would like|'d like|wish|am trying|'m trying)|i'd like|trying)(?: to (?:know|find out|ask|check|see|hear))(?: about)?[, ]*|do you (?:happen to )?know[, ]*|(?:any idea|i wonder|i was wondering|just wondering|tell me|show me|let me know)[, ]*|(?:if|whether) )+/;

/** Of how things are done in general, which articles answer. */
const GENERAL =
  /^(?:how (?:do|can|to|should|would|could|does|often|is|are)|how (?:long|much|many) (?:do|does|is|are|can|will|would|time)|(?:can|could|may|should|must|do|would|am|will) (?:i|we)\b|can \w+|do (?:you|they)|does|is (?:it|there) (?:possible|a|an|any)|are there|what (?:happens|if|should|can|do|must|does)|why|which|who|i (?:want|need|would like|'d like|wish) to|where (?:do|can|should) (?:i|we)|what(?:'s| is| are) (?:the|your|a|an)\b)/;
/** Of how it stands with something of one's own, however the question begins. */
const STANDING =
  /\b(?:status|progress|any (?:news|update)s?|an update|balance|eta|owe|outstanding|unpaid|overdue|amount due|latest|last|newest|most recent)\b|\bdo (?:i|we) (?:still |already )?have\b|\b(?:am|are) (?:i|we) on\b|\bhave (?:i|we)\b/;
/** Something is wrong, or is to be changed: articles say how. */
const PROBLEM =
  /\b(?:missing|broken|damaged|spoil(?:ed|t)|faulty|defect\w*|crackl\w+|not work\w*|n't work\w*|stopped working|leak\w*|return(?:ed|ing|s)?|refund\w*|exchange\w*|cancel\w*|change|changing|replace\w*|repair\w*|warrant\w+|guarantee\w*|wrong (?:item|order|address|product)|slow|down|offline|upgrade|downgrade|terminate|transfer|delete|remove|policy|policies|cost|free|fee|fees|price list|password|download|by card|instal+ments?)\b/;

const OWN = "(?:my|our|the|this|that|any|latest|last|recent|open)";
const ORDER = "(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?|consignments?|purchases?)";
const ORDER_STATE =
  "(?:ship(?:ped)?|sent|dispatched|on (?:its|the|their) way|delivered|late|delayed|arriv(?:e|ed|ing)|ready|coming|here|lost|stuck|left|moved|out for delivery|packed|collected|in transit)";

const RULES: readonly (readonly [Topic, readonly RegExp[]])[] = [
  [
    "tickets",
    [
      /\bmy (?:\w+ ){0,2}(?:tickets?|cases?)\b/,
      /\b(?:the|this|that|any|open|a) (?:\w+ )?tickets?\b.*\b(?:status|progress|news|updates?|doing|answered|resolved|solved|closed|open)\b/,
      /\b(?:status|progress|news|updates?|answer|reply) (?:of|on|about|to|from|regarding) (?:my|our|the) (?:\w+ )?(?:tickets?|cases?|requests?|complaints?|enquir(?:y|ies)|quer(?:y|ies)|questions?)\b/,
      /\bmy (?:support )?(?:requests?|complaints?|enquir(?:y|ies)|quer(?:y|ies))\b(?! (?:is|about|for) )/,
      /\bhas (?:any|some)(?:body|one) (?:looked|answered|replied|seen|read)\b/,
      /\bdid (?:any|some)(?:body|one) (?:look|answer|reply|see|read)\b/,
      /\b(?:list|which|what|show)\b.*\btickets\b/,
    ],
  ],
  [
    "invoices",
    [
      /\bowe\b/,
      /\b(?:my|our) (?:\w+ ){0,2}(?:invoices?|bills?|balance|account balance)\b/,
      /\b(?:do|have) (?:i|we) (?:have |got )*(?:any |an |something )?(?:unpaid|outstanding|overdue|to pay|open (?:invoices?|bills?|amounts?))\b/,
      /\b(?:outstanding|overdue|unpaid)\b.*\b(?:i|my|we|our|me|us|amounts?|invoices?|bills?|balance)\b/,
      /\b(?:amounts?|invoices?|bills?|balance)\b.*\b(?:outstanding|overdue|unpaid|due)\b/,
      /\b(?:have|did|has) (?:i|we|my|our)\b.*\b(?:paid|pay|payment)\b/,
      /\bdid you (?:get|receive)\b.*\bpayment\b|\bhave you (?:got|received)\b.*\bpayment\b/,
      /\bpayment\b.*\b(?:arrived|received|gone through|go through)\b/,
      /\b(?:send|show|see|list|find|get|need|want|where)\b.*\binvoices?\b/,
      /^(?:\w+ )?invoices?[?. ]*$/,
    ],
  ],
  [
    "quotes",
    [
      /\b(?:my|our) (?:\w+ ){0,2}(?:quotes?|quotations?|estimates?)\b/,
      /\b(?:the|this|that|any|open|a) (?:quotes?|quotations?|estimates?)\b.*\b(?:ready|valid|expired?s?|status|sent|accepted|progress|news)\b/,
      /\bdo (?:i|we) have (?:any |an? )?(?:open )?(?:quotes?|quotations?|estimates?)\b/,
      /\b(?:list|which|what|show)\b.*\b(?:quotes|quotations|estimates)\b/,
    ],
  ],
  [
    "calls",
    [
      /\b(?:when|what time)\b.*\b(?:my|our|the|next)\b.*\b(?:calls?|appointments?|phone call)\b/,
      /\b(?:when|what time) (?:will|do|does|are|is)\b.*\b(?:call|calling|phone|phoning|ring|ringing) (?:me|us)\b/,
      /\b(?:do|have) (?:i|we) (?:have |got )*(?:a |any |an )?(?:\w+ )?(?:calls?|appointments?)\b/,
      /\b(?:my|our) (?:next |scheduled |booked |planned )?(?:calls?|appointments?)\b/,
      /\bis (?:there )?(?:a|any) call (?:booked|scheduled|planned|arranged)\b/,
    ],
  ],
  [
    "services",
    [
      /\bhow much\b.*\b(?:data|usage|traffic|gb|bandwidth)\b.*\b(?:have|did|do) (?:i|we)\b/,
      /\b(?:my|our) (?:data )?usage\b|\bdata (?:have|do) (?:i|we) (?:have )?(?:used|left)\b/,
      /\b(?:when|what (?:time|day))\b.*\b(?:technician|installer|installation|fibre|line)\b.*\b(?:come|coming|arriv\w+|installed|install|ready|active|visit|be|done|happen|scheduled)?\b/,
      /\b(?:status|progress|news|updates?)\b.*\b(?:installation|service|connection|line|fibre|subscription)\b/,
      /\b(?:my|our) (?:\w+ ){0,2}(?:installation|subscriptions?|services|plan|contract)\b/,
      /\b(?:what|which) (?:package|plan|service|services|subscription)\b.*\b(?:do|am|are|have)\b.*\b(?:i|we|on)\b/,
      /\bis (?:my|our) (?:\w+ ){0,2}(?:service|line|internet|fibre|connection|website|site) (?:active|suspended|connected|installed|live|cut off|on|up)\b/,
      /\bwhen (?:does|is|will)\b.*\b(?:my|our) (?:\w+ ){0,2}(?:contract|subscription|service) (?:end|expire|run out|over|up)\b/,
    ],
  ],
  [
    "domains",
    [
      /\b(?:my|our) (?:\w+ ){0,2}domains?\b/,
      /\bwhich domains\b|\b(?:list|show)\b.*\bdomains\b/,
      /\bis (?:the|my|our) (?:domain|certificate|dns) (?:verified|live|ready|working|set up|connected|valid)\b/,
    ],
  ],
  [
    "orders",
    [
      new RegExp(
        `\\b(?:where(?:'s| is| are)|where (?:has|did|have))\\b.*\\b(?:${OWN}|it|they) ?(?:\\w+ ){0,3}${ORDER}\\b`,
      ),
      new RegExp(`\\bmy (?:\\w+ ){0,2}${ORDER}\\b`),
      new RegExp(`\\bour (?:\\w+ ){0,2}${ORDER}\\b`),
      new RegExp(`\\b${OWN} (?:\\w+ ){0,2}${ORDER}\\b.*\\b${ORDER_STATE}\\b`),
      new RegExp(
        `\\b(?:status|news|updates?|progress) (?:of|on|about|for) (?:${OWN} )?(?:\\w+ )?${ORDER}\\b`,
      ),
      new RegExp(`\\btrack(?:ing)?\\b.*\\b(?:my|our|the|this|an?)\\b.*\\b${ORDER}\\b`),
      /\b(?:what|which) (?:did|have) (?:i|we) (?:last )?(?:order|buy|bought|ordered|purchase)/,
      /\b(?:has|have|did|is|are|when (?:will|does|is|are|do)|where(?:'s| is| are)) (?:it|they|everything|my (?:stuff|things|goods))\b.*\b(?:ship|shipped|sent|dispatched|on (?:its|their) way|delivered|arriv\w+|come|coming|here|now|left|moved)\b/,
      /\b(?:list|show)\b.*\borders\b|^(?:all )?orders?[?. ]*$/,
    ],
  ],
];

/** "Has my cartridge been sent?": something that was ordered, by its name. */
const ORDERED =
  /\b(?:has|have|is|are|was|were|did|when (?:will|do|does|is|are)|where(?:'s| is| are))\b.*?\b(?:my|our|the) ((?:[a-z-]+ ){0,3}?[a-z-]+?)s? (?:been |be |get |yet |already |finally )*(?:ship(?:ped)?|sent|dispatched|arriv(?:e|ed|ing)|delivered|come|coming|on (?:its|their|the) way|here)\b/;

const KIND_TOPIC: Partial<Record<Citation["kind"], Topic>> = {
  order: "orders",
  invoice: "invoices",
  ticket: "tickets",
  quote: "quotes",
  call: "calls",
  service: "services",
  domain: "domains",
};

const NUMBERS: readonly (readonly [Topic, RegExp])[] = [
  ["tickets", /\btkt-\d{4}-\d{5,12}\b/i],
  ["invoices", /\binv-[a-z0-9][a-z0-9-]{1,40}\b/i],
  ["quotes", /\bquo-[a-z0-9][a-z0-9-]{2,40}\b/i],
];
const SOME_NUMBER = /(?:^|[\s("'#])([a-z]{2,5}-\d[a-z0-9-]{2,30}|#?\d{5,12})(?=$|[\s)?!.,;:"'])/i;
const ORDER_NUMBER = /\border (?:number |no\.? ?|nr\.? ?|#)?#?(\d{3,12})\b/i;

const PAID = /\b(?:paid|pay|payment|owe|due|settled|outstanding)\b/;
const LIST =
  /\b(?:all|list|which|how many|orders|invoices|bills|tickets|quotes|services|domains|calls|everything)\b/;

/** What is asked. Earlier turns say what "it" and "the second one" are. */
export function readIntent(question: string, history: readonly Turn[]): Intent {
  const text = question
    .normalize("NFKC")
    .replace(/[\u2018\u2019`´]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
  const low = text.toLowerCase();
  if (GREETING.test(low) || SMALL_TALK.test(low)) return { kind: "greeting" };
  if (low.length < 120 && THANKS.test(low)) return { kind: "thanks" };
  if (CAPABILITIES.test(low)) return { kind: "capabilities" };
  const asked = low.replace(POLITE, "");
  const wants: Wants = PAID.test(asked) ? "paid" : LIST.test(asked) ? "list" : "status";
  const isHowTo = (GENERAL.test(asked) && !STANDING.test(asked)) || PROBLEM.test(asked);
  const named = numbered(text);
  if (named && !(isHowTo && /^(?:how|can|could|what if|why)/.test(asked))) {
    return named.topic
      ? { kind: "records", topic: named.topic, ref: named.ref, wants }
      : { kind: "number", ref: named.ref };
  }
  const topic = isHowTo ? null : topicOf(asked);
  const meant = meantRecord(asked, history);
  if (meant && (topic === null || topic === meant.topic) && !isHowTo) {
    return { kind: "records", topic: meant.topic, ref: meant.ref, wants };
  }
  if (topic) return { kind: "records", topic, ref: null, wants };
  const ordered = isHowTo ? null : ORDERED.exec(asked)?.[1];
  if (ordered) return { kind: "records", topic: "orders", ref: null, wants, about: ordered };
  const query = withContext(text, asked, history);
  return query === text ? { kind: "knowledge", query } : { kind: "knowledge", query, alone: text };
}

function numbered(text: string): { topic: Topic | null; ref: string } | null {
  for (const [topic, pattern] of NUMBERS) {
    const ref = pattern.exec(text)?.[0];
    if (ref) return { topic, ref: ref.toUpperCase() };
  }
  const order = ORDER_NUMBER.exec(text)?.[1];
  if (order) return { topic: null, ref: order };
  const some = SOME_NUMBER.exec(text)?.[1];
  return some ? { topic: null, ref: some.replace("#", "").toUpperCase() } : null;
}

function topicOf(asked: string): Topic | null {
  return RULES.find(([, patterns]) => patterns.some((pattern) => pattern.test(asked)))?.[0] ?? null;
}

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|1st|top)(?: one)?\b/, 0],
  [/\b(?:second|2nd|other)(?: one)?\b/, 1],
  [/\b(?:third|3rd)(?: one)?\b/, 2],
  [/\b(?:fourth|4th)(?: one)?\b/, 3],
  [/\b(?:fifth|5th)(?: one)?\b/, 4],
  [/\b(?:the (?:last|bottom)|last one)(?: one)?$|\blast one\b/, -1],
];
const FOLLOWS = /^(?:and|what about|how about|or|also|so|but|then|ok|okay|en)\b/;
const POINTS = /\b(?:it|its|that one|this one|that|them|they|those)\b/;

/** The record that a question points at without naming it: "and the second one?", "is it paid?". */
function meantRecord(asked: string, history: readonly Turn[]): { topic: Topic; ref: string } | null {
  const last = history.findLast(({ role }) => role === "assistant");
  const records = (last?.citations ?? []).filter(({ kind, id }) => KIND_TOPIC[kind] && id.includes("-"));
  if (records.length === 0 || asked.length > 120) return null;
  const place = ORDINALS.find(([pattern]) => pattern.test(asked))?.[1];
  const isShort = asked.split(" ").length <= 8;
  const points = POINTS.test(asked) || FOLLOWS.test(asked);
  const record =
    place !== undefined && (isShort || points)
      ? records.at(place)
      : points && isShort && records.length === 1
        ? records[0]
        : undefined;
  const topic = record && KIND_TOPIC[record.kind];
  return record && topic ? { topic, ref: record.id } : null;
}

/** A question that leans on the one before, with it. */
function withContext(text: string, asked: string, history: readonly Turn[]): string {
  const before = history.findLast(({ role }) => role === "user")?.body;
  const isShort = asked.split(" ").length <= 9;
  const leans = FOLLOWS.test(asked) || POINTS.test(asked);
  return before && leans && isShort ? `${withoutNumbers(before.slice(0, 300))} ${text}` : text;
}

/** "Where is UA-10231?" is about an order, and no article knows its number. */
function withoutNumbers(text: string): string {
  const named = NUMBERS.reduce((said, [topic, pattern]) => said.replace(pattern, topic.slice(0, -1)), text);
  return named.replace(SOME_NUMBER, " order ");
}
