import type { ChatMessage } from "./chat-types";
import type { OfferReason } from "./types";

/** A turn of a conversation, as far as anybody remembers it. */
export type Turn = Pick<ChatMessage, "role" | "body"> &
  Partial<Pick<ChatMessage, "citations" | "offer" | "feedback" | "status">>;

/**
 * Why a person should be offered for this message, most pressing first; null when nothing calls for one. It only
 * offers: a word too many costs a line on the screen, a word too few leaves somebody alone with a machine.
 */
export function offerReason(message: string, history: readonly Turn[]): OfferReason | null {
  const text = plain(message);
  if (asksForPerson(text)) return "asked";
  if (any(LEGAL, text) && !any(LEGAL_QUESTION, text)) return "legal";
  if (disputesRefund(text)) return "refund_dispute";
  if (isAngry(message, text)) return "anger";
  return badAnswers(message, history) >= 2 ? "bad_answers" : null;
}

/** Small letters, straight apostrophes, one space: what the patterns are written for. */
function plain(message: string): string {
  return message
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2018\u2019\u201b`´]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 4_000);
}

function any(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

const PERSON =
  "(?:(?:a |an |the |some |your |any |real |live |actual |human |another |proper )*(?:person|people|human(?: being)?|agent|representative|rep|operator|advisor|adviser|manager|supervisor|colleague|staff|somebody|someone|consultant|employee|support team|customer service|customer care|customer support|support))";
const TALK =
  "(?:talk|speak|chat|write|connect(?:ed)?|transfer(?:red)?|put through|switch|escalate[d]?|get through|pass(?:ed)? (?:me |this )?on|hand(?:ed)? over|forward(?:ed)?)";

const ASKED = [
  new RegExp(
    `\\b${TALK}\\b(?: me| us| this)?(?: directly)?(?: through| over| on)?(?: to| with)\\b ${PERSON}\\b`,
  ),
  /\b(?:want|need|get|give|have|like|prefer|find|send|call|fetch|require)(?: me)? (?:to (?:have|see|reach) )?(?:a |an |the |some |real |live |actual |human )*(?:person|human(?: being)?|live agent|human agent|agent|representative|operator|manager|supervisor)\b(?! (?:number|name|details|portal|account))/,
  /\b(?:real|live|actual) (?:person|human|agent|people)\b/,
  /\bhuman (?:agent|being|help|support|operator|please)\b/,
  /^(?:a |an )?(?:human|person|agent|operator|representative|real person|customer (?:service|support|care))(?: now)?[ ,.!]*(?:please|pls|now)?[.!]*$/,
  /\b(?:can|could|may|will|would) (?:somebody|someone|anybody|anyone)(?: (?:please|from|at|there|real|actually|your|team|in|the|support|office))* (?:call|phone|ring|contact|help|answer|reply|write|get back|look into)\b/,
  /\bis (?:there )?(?:anybody|anyone|somebody|someone) (?:there|real|human|i can)\b/,
  /\b(?:not|don't want|do not want|no more|stop)(?: to)?(?: talk(?:ing)?| speak(?:ing)?)?(?: to| with)? (?:a |an |the |this )?(?:ro)?bots?\b/,
  /\b(?:call|phone|ring) me(?: back)?\b(?!.*\b(?:when|what time) (?:will|do)\b)/,
  /\blet me (?:talk|speak)\b/,
  /\b(?:escalate|escalation)\b/,
  /\bare you (?:a )?(?:bot|robot|machine|human|real)\b.*\b(?:person|human|someone|somebody)\b/,
  // Afrikaans, isiZulu, French, German, Spanish, Portuguese: the words that say it without doubt.
  /\b(?:praat met (?:'n |iemand|mens)|regte mens|ngicela ukukhuluma|parler (?:à|avec) (?:un|une|quelqu)|un humain|mit (?:einem|einer) (?:menschen|mitarbeiter)|echten menschen|hablar con (?:una|un) (?:persona|agente|humano)|falar com (?:uma|um) (?:pessoa|atendente|humano))/,
];

/** Of how to reach people in general: opening hours, say, are an answer and no wish to be put through. */
const ASKED_ABOUT = [
  /\bwho (?:will|is|does|'ll)\b.*\b(?:call|phone|ring)(?:s|ing)? me\b/,
  /\b(?:person|agent|manager)(?:'s)? (?:name|number)\b/,
  /\bthank (?:you|the|your) (?:agent|person|colleague)\b/,
];

function asksForPerson(text: string): boolean {
  return any(ASKED, text) && !any(ASKED_ABOUT, text);
}

const LEGAL = [
  /\b(?:lawyers?|attorneys?|solicitors?|barristers?|ombuds(?:man|person)?|small claims|legal (?:action|advice|steps|proceedings|team|letter|counsel)|letter of demand)\b/,
  /\b(?:sue|suing|sued) (?:you|the company|your company|them|us)\b/,
  /\b(?:take|taking|see) (?:you|this|the matter|them) (?:to|in) (?:the )?court\b/,
  /\bcourt (?:order|case|papers|date)\b/,
  /\b(?:report|reporting|complain(?:ing)? (?:to|about you)|complaint) (?:you |this |about you )?(?:to |with |at )?(?:the )?(?:regulator|consumer (?:commission|council|court|protection|goods)|ncc\b|cgso\b|icasa|trading standards|better business|information regulator|data protection|police|saps|authorities)\b/,
  /\b(?:information regulator|national consumer commission|consumer protection act|consumer goods and services)\b/,
  /\b(?:gdpr|popia)\b.*\b(?:complaint|breach|violat\w+|fine|report)\b/,
  /\b(?:violat\w+|breach(?:ed|ing)?) (?:of )?(?:the |my |our )?(?:law|contract|rights|privacy|agreement)\b/,
  /\b(?:fraud(?:ulent)?|illegal(?:ly)?|unlawful|against the law|stole|theft|scamm?(?:ed|ers?|ing)?)\b/,
  /\b(?:damages|liab(?:le|ility)) (?:claim|for|suit)\b/,
];

/** "Where do I find your legal notice": about words, not about a quarrel. */
const LEGAL_QUESTION = [
  /\b(?:legal (?:notice|name|entity|address|documents?)|fraud (?:protection|prevention)|is it legal to|report (?:a )?(?:fraud|scam|phishing) (?:e-?mail|message|sms))\b/,
];

const MONEY_BACK =
  /\b(?:refund(?:s|ed|ing)?|money back|reimburse\w*|chargeback|charge(?:d)? back|my money|compensat\w+)\b/;
const DISPUTE = [
  /\b(?:still|yet|never|not|n't|no|refus\w+|reject\w+|den(?:y|ied|ying)|declin\w+|ignor\w+|wrong(?:ly)?|incorrect|only (?:got|received|half|part)|less than|short|missing|overdue|weeks?|months?|promised|supposed to|demand|insist|unfair|unacceptable|where(?:'s| is)|why|immediately|at once|now|owed|keep(?:ing)?|kept|stop(?:ped)?)\b/,
];
const DISPUTE_STRONG = [
  /\b(?:chargeback|charge it back|dispute (?:the|this|a|my) (?:charge|payment|transaction|refund)|disput(?:e|ing) (?:it )?with my bank|reverse the (?:payment|charge|debit))\b/,
  /\b(?:i )?(?:want|demand|need|expect|insist on|give me|get)(?: to get)? (?:all )?(?:my |our |a |the )(?:full )?(?:money|refund|cash)(?: back)?\b/,
  /\b(?:charged|billed|debited) (?:me )?(?:twice|double|again|too much|wrongly|for (?:nothing|something i (?:didn't|did not|never)))\b/,
  /\bgive (?:me|us) (?:back )?(?:my|our) money\b/,
];
/** Asked about, not quarrelled over. */
const REFUND_QUESTION =
  /^(?:how (?:do|can|long|to|does|much|will)|what(?:'s| is| are)|do you|does|can i|could i|may i|is (?:there|it)|when (?:do|does|can|will)|who)\b/;

function disputesRefund(text: string): boolean {
  if (any(DISPUTE_STRONG, text) && !/^(?:how (?:do|can)|can i|what)\b/.test(text)) return true;
  return MONEY_BACK.test(text) && any(DISPUTE, text) && !REFUND_QUESTION.test(text);
}

const ANGER = [
  /\b(?:fuck\w*|shit\w*|bullshit|bloody (?:hell|useless|joke)|damn(?:ed)?|crap(?:py)?|wtf|ffs|piss(?:ed)?(?: off)?|idiots?|morons?|stupid|bastards?|arsehole|asshole|kak)\b/,
  /\b(?:angry|furious|outraged|livid|fuming|fed up|sick (?:and tired )?of|had enough|enough (?:is enough|of this)|at my wits' end|losing (?:my )?patience|had it with)\b/,
  /\b(?:unacceptable|outrageous|disgrace(?:ful)?|disgust(?:ed|ing)|appalling|pathetic|shocking(?:ly)?|shameful|ridiculous|absurd|atrocious|diabolical)\b/,
  /\b(?:is|are|was|what|such|like|'s|'re) (?:just |nothing but |really |all )?a (?:\w+ )?joke\b|\bbad joke\b/,
  /\b(?:worst|terrible|horrible|awful|useless|hopeless|incompetent|dreadful|shambles)\b.*\b(?:service|company|support|experience|people|shop|store|website|app|help|ever|you)\b/,
  /\b(?:service|company|support|experience|people|shop|bot|you(?:'re| are| people| lot)?)\b.*\b(?:(?:is|are|was|the) )?(?:worst|terrible|horrible|awful|useless|hopeless|incompetent|dreadful|shambles)\b/,
  /\b(?:never|not) (?:order(?:ing)?|buy(?:ing)?|shop(?:ping)?|us(?:e|ing)) (?:from |with |here |you |this |your )+.*\bagain\b|\bnever again\b/,
  /\b(?:how (?:dare|many times)|what is wrong with you|are you (?:kidding|joking|serious)|waste of (?:my )?(?:time|money))\b/,
  /\b(?:third|fourth|fifth|sixth|tenth|hundredth|[3-9](?:rd|th)) time (?:i|i'm|i am|that|asking|calling|writing|now)\b/,
  /\b(?:nobody|no one|no-one) (?:ever )?(?:cares|answers|replies|helps|bothers|responds|listens)\b/,
  /\b(?:cancel(?:ling)? everything|taking my business elsewhere|leave (?:a )?(?:bad|one[- ]star|1[- ]star) review|hellopeter)\b/,
];
/** Said of a thing, not at anybody. */
const NOT_ANGER = [
  /\bstupid question\b/,
  /\b(?:not|n't) (?:angry|upset|unacceptable)\b/,
  /\b(?:sick|tired) (?:leave|day|today)\b/,
];

function isAngry(message: string, text: string): boolean {
  if (any(NOT_ANGER, text)) return false;
  return any(ANGER, text) || isShouting(message);
}

/** Most of several words in capitals, or a heap of marks. Numbers of orders are capitals too, and no shouting. */
function isShouting(message: string): boolean {
  const spoken = message.match(/\p{L}{2,}/gu) ?? [];
  const loud = spoken.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase());
  return (spoken.length >= 5 && loud.length >= spoken.length * 0.7) || /[!?]{4,}|!{3,}/.test(message);
}

const NO_HELP = [
  /\b(?:that|this|it|your answer|you)(?:'s| is| are| was|'re)? (?:not|n't|no) (?:what i (?:asked|meant|mean|wanted|said)|help(?:ful|ing|s)?|(?:an |the |my )?answer(?:ing)?|right|correct|useful|any use|it)\b/,
  /\b(?:doesn't|does not|didn't|did not|don't|do not|not) (?:really )?(?:help|answer|understand|work)\b/,
  /\b(?:wrong answer|that'?s wrong|you (?:keep|are) (?:repeating|saying the same)|already (?:told|said|tried|asked|read) (?:you|that|this)|same (?:answer|thing) again|try again|still (?:no|not|doesn't|don't)|useless answer|i (?:just )?said|read my question)\b/,
  /^(?:no|nope|wrong|incorrect)[.! ]*$/,
];
const UNHELPFUL_OFFERS: readonly (OfferReason | null | undefined)[] = [
  "not_found",
  "unsupported",
  "unavailable",
];
/** How far back a bad answer still counts. */
const REMEMBERED = 6;

/** How many of the latest answers were of no use: judged so, withheld, without anything found, or asked about again. */
function badAnswers(message: string, history: readonly Turn[]): number {
  const turns = [...history.slice(-REMEMBERED), { role: "user" as const, body: message }];
  let bad = 0;
  turns.forEach((turn, index) => {
    if (turn.role !== "assistant") return;
    const isAskedAgain = turns.slice(index + 1).find(({ role }) => role === "user");
    const before = turns.slice(0, index).findLast(({ role }) => role === "user");
    const isBad =
      turn.feedback === "down" ||
      turn.status === "withheld" ||
      turn.status === "failed" ||
      UNHELPFUL_OFFERS.includes(turn.offer) ||
      (isAskedAgain !== undefined &&
        (any(NO_HELP, plain(isAskedAgain.body)) ||
          (before !== undefined && isSame(before.body, isAskedAgain.body))));
    if (isBad) bad += 1;
  });
  return bad;
}

/** Whether two questions are nearly the same words. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size < 3 || b.size < 3) return false;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(a.size, b.size) >= 0.8;
}

function wordsOf(text: string): Set<string> {
  return new Set(plain(text).match(/[\p{L}\p{N}]{2,}/gu) ?? []);
}
