// What kind of answer a question wants, as far as its words tell.

/** `isStrict`: where anything that was found has it, nothing else answers. */
type Wish = { asked: RegExp; given: RegExp; worth: number; isStrict?: boolean };

/** What kind of words answer a kind of question: a time, an amount, a place. */
const WISHES: readonly Wish[] = [
  {
    asked:
      /\b(?:how long|how soon|how quick(?:ly)?|how fast|by when|until when|how many (?:days|hours|weeks))\b/i,
    given:
      /\b(?:\d+|one|two|three|four|five|six|seven|ten|twelve|half an?|an?|few)(?: to \d+| to \w+)? ?(?:working |open |business )?(?:minute|hour|day|week|month|year)s?\b|\bwithin\b|\bnext (?:working )?day\b|\bthe same day\b|\bat once\b/i,
    worth: 0.3,
  },
  {
    asked: /\b(?:when|what time|what day)\b/i,
    given: /\d{1,2}:\d\d|\b(?:day|week|hour|month|minute|monday|friday|saturday|sunday|today|tomorrow)s?\b/i,
    worth: 0.15,
  },
  {
    asked: /\b(?:open|opening|closed|closing|office hours|business hours)\b/i,
    given: /\d{1,2}:\d\d ?[–-] ?\d{1,2}:\d\d|\bclosed\b/i,
    worth: 0.4,
  },
  {
    asked: /\b(?:how much|price|prices|cost|costs|fee|fees|charge|expensive|kos)\b/i,
    given: /[R$€£]\s?\d|\d\s?%/i,
    worth: 0.35,
  },
  { asked: /\b(?:how much|cost|costs|fee|fees|charge)\b/i, given: /\bfree\b/i, worth: 0.1 },
  {
    asked:
      /\bwhere (?:is|are) (?:the|your) (?:shop|store|office|showroom|warehouse|counter)s?\b|\byour address\b/i,
    given: /\b(?:street|road|avenue)\b/i,
    worth: 0.3,
    isStrict: true,
  },
  { asked: /\b(?:where is|where are|address)\b/i, given: /\b(?:street|road|avenue)\b/i, worth: 0.3 },
  {
    asked: /\b(?:(?:tele)?phone number|number to call)\b/i,
    given: /\+\d[\d ]{6,}/,
    worth: 0.35,
    isStrict: true,
  },
  { asked: /\b(?:phone|telephone)\b(?! number)/i, given: /\+\d[\d ]{6,}/, worth: 0.35 },
  { asked: /\be-?mail address\b/i, given: /\S@\S/, worth: 0.35 },
  {
    asked: /\b(?:vat|tax|registration|company|reg) (?:number|no|nr)\b/i,
    given: /\b\d[\d/ ]{6,}\d\b/,
    worth: 0.5,
    isStrict: true,
  },
  { asked: /\b(?:bank details|banking details|account number)\b/i, given: /\b\d[\d ]{5,}\b/, worth: 0.5 },
];
/** "How many employees do you have?": what is counted, unless it is time. */
const COUNTED =
  /\bhow many (?!(?:working |open )?(?:minutes|hours|days|weeks|months|years|times)\b)(\p{L}{3,})/iu;
const NUMBER =
  /\p{N}|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|unlimited|any)\b/iu;
const HOW_TO =
  /^(?:\W|hi|hello|please|so|and)*(?:how (?:do|can|to|should|must|would|could)|i (?:want|need|would like|'d like|forgot|lost|have|cannot|can't)|i'd like|help|can you help|where (?:do|can)|what (?:do|can|should|must) (?:i|we))\b/i;
const LISTING =
  /^(?:\W|hi|hello|please|so|and)*(?:which|what(?!(?: is|'s| was| does| did| if| happens| time)\b))\b/i;
const YES_NO = /^(?:\W|hi|hello|please|so|and)*(?:can|could|may|do|does|is|are|will|would|must|should|am)\b/i;
/** Asks for something else than how it is done. */
const OTHER =
  /^(?:\W|hi|hello|please|so|and)*(?:what|which|can|could|may|do|does|is|are|will|would|must|should|am|when|where|who|why|how)\b/i;
const MEASURE = /\bhow (?:long|much|many|far|big|large|old|often|soon|quick|quickly|fast)\b/i;
/** Begins with a word that leans on the sentence before. */
const LEANING =
  /^(?:then|that|this|it|they|those|these|otherwise|so|but|and|both|afterwards|instead|there|he|she|his|her|its|their|such)\b/i;
/** Something that is told, and no question: what helps is what is wanted. */
const TOLD = /^(?:\W|hi|hello|please|so|and)*(?:my|our|the|there|it|its|it's|no|not)\b/i;

/** What kinds of words answer a question. */
export function wishesOf(question: string): readonly Wish[] {
  return WISHES.filter(({ asked }) => asked.test(question));
}

/** What a question wants counted. */
export const countedIn = (question: string): string | null => COUNTED.exec(question)?.[1] ?? null;

/** Whether a sentence counts something; the number of a step does not. */
export const hasNumber = (sentence: string) => NUMBER.test(sentence.replace(/^\s*\d{1,3}\.\s+/, ""));

/** Whether steps are what helps: it asks how something is done, or tells of something that is wrong. */
export function wantsSteps(question: string): boolean {
  return (HOW_TO.test(question) || TOLD.test(question) || !OTHER.test(question)) && !MEASURE.test(question);
}

/** "Which records do I need?": several things at once. */
export const wantsList = (question: string) => LISTING.test(question);

/** "Can I …?": yes or no. */
export const wantsYesOrNo = (question: string) => YES_NO.test(question);

export const leansOnWhatIsBefore = (sentence: string) => LEANING.test(sentence);
