// What patterns of English tell of a question: `intents.ts` puts them together.

/** What of the customer's own can be asked about. */
export const TOPICS = ["orders", "invoices", "tickets", "quotes", "calls", "services", "domains"] as const;
/** Besides these the catalogue, which belongs to nobody. */
export type Topic = (typeof TOPICS)[number] | "products";

export const GREETING =
  /^(?:hi|hello|hey|hiya|howzit|hallo|sawubona|molo|dumela|good (?:morning|afternoon|evening|day))(?: (?:there|all|team|everyone|you))?[\s!.,)]*$/;
export const SMALL_TALK =
  /^(?:(?:hi|hello|hey|hallo)[\s,!.]+)?(?:how are you(?: doing)?(?: today)?|how(?:'s| is) it going|nice to meet you|what's up)[\s!.,?)]*$/;
export const THANKS =
  /^(?:(?:ok|okay|great|perfect|super|cool|lovely|awesome|good|wonderful|brilliant|nice|got it|all good|no|alright)[,.! ]*)*(?:thanks?(?: you| u)?(?: (?:very|so) much| a lot| again)?|thx|ta|cheers|dankie|siyabonga|enkosi|much appreciated|that(?:'s| is) all|bye|goodbye)[\s!.,:)]*(?:bye|goodbye|bye bye|cheers|good night|have a (?:nice|good|lovely) (?:day|evening|weekend))?[\s!.,:)]*(?:(?:that|you)(?:'ve| have)? (?:was|were|been|helped)(?: very| so| a lot| me)?(?: helpful| great| kind)?)?[\s!.]*$/;
export const CAPABILITIES =
  /^(?:help|help me|what can (?:you|i) (?:do|help(?: me)? with|ask(?: you)?|ask for)(?: for me| here)?|who are you|what are you|(?:who|what) am i (?:talking|speaking|chatting|writing) (?:to|with)|are you (?:a |an )?(?:bot|robot|ai|human|machine|real person|person|real)|how (?:do|does) (?:you|this|it) work|what is this)[\s?!.]*$/;

/** Said before the question itself. */
export const POLITE =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there| team)?[,.! ]+|(?:please|pls|kindly)[, ]+|(?:can|could|would|will) you (?:please |kindly |quickly )?(?:tell|show|check|give|find|see|look|help|let|send|get|say|list|explain)(?: up| for| out)?(?: me| us)?(?: know)?(?: with)?[, ]*|(?:i (?:want|need|would like|'d like|wish|am trying|'m trying)|i'd like|trying)(?: to (?:know|find out|ask|check|see|hear))(?: about)?[, ]*|do you (?:happen to )?know[, ]*|(?:any idea|i wonder|i was wondering|just wondering|tell me|show me|let me know)[, ]*|(?:if|whether) )+/;

/** Of how things are done in general, which articles answer. */
export const GENERAL =
  /^(?:how (?:do|can|to|should|would|could|does|often|is|are)|how (?:long|much|many) (?:do|does|is|are|can|will|would|time)|how many \w+ (?:can|could|may|should|must) (?:i|we)\b|(?:can|could|may|should|must|do|would|am|will) (?:i|we)\b|can \w+|do (?:you|they)|does|is (?:it|there) (?:possible|a|an|any)|are there|what (?:happens|if|should|can|do|must|does)|why|which|who|i (?:want|need|would like|'d like|wish) to|where (?:do|can|should) (?:i|we)|what(?:'s| is| are) (?:the|your|a|an)\b)/;
/** Of how it stands with something of one's own, however the question begins. */
export const STANDING =
  /\b(?:status|progress|any (?:news|update)s?|an update|balance|eta|owe|outstanding|unpaid|overdue|amount due|latest|last|newest|most recent)\b|\bdo (?:i|we) (?:still |already )?have\b(?! to\b)|\b(?:am|are) (?:i|we) on\b|\byou (?:sent|gave|made) (?:me|us)\b|\bhave (?:i|we)\b|\bwhich of (?:my|our)\b|\b(?:what|which) (?:speed|bandwidth|package|plan)\b.*\b(?:do|am|have) (?:i|we)\b|\bwhy (?:is|was) (?:my|our)\b.*\b(?:suspended|cut off|paused|blocked)\b|\bwho (?:looks after|has|handles|is (?:handling|working on|dealing with)) (?:my|our)\b|\bwho (?:will|is going to)\b.*\b(?:call|phone|ring) (?:me|us)\b|\bhow much (?:do|am|are) (?:i|we) (?:pay|paying|charged)\b(?=.*\b(?:month|monthly|for (?:my|our))\b)|\bmy (?:\w+ )?(?:bill|invoice|balance)\b.*\b(?:high|higher|expensive|more|increased|gone up|went up|doubled?)\b/;
/** "Which quotes are open", "how many tickets do I have": of one's own, unless it asks how many there may be. */
export const OWN_SEVERAL =
  /\b(?:which|what|how many) (?:of (?:my|our|the) )?(?:\w+ )?(?:orders|parcels|invoices|bills|tickets|quotes|quotations|calls|appointments|services|domains)\b(?=.*\b(?:i|we|my|our|open|late|unpaid|waiting|active|live|planned|booked|coming|running)\b)(?!.*\b(?:can|could|may|should) (?:i|we) (?:open|book|have|make|create|ask|place|send|request|add|use)\b)/;
/** Something is wrong, or is to be changed: articles say how. */
export const PROBLEM =
  /\b(?:missing|broken|damaged|spoil(?:ed|t)|faulty|defect\w*|record(?:ed|ings?)|crackl\w+|not work\w*|n't work\w*|stopped working|leak\w*|return(?:ed|ing|s)?|refund\w*|exchange\w*|cancel\w*|change|changing|replace\w*|repair\w*|warrant\w+|guarantee\w*|wrong (?:item|order|address|product)|slow|down|offline|upgrade|downgrade|terminate|transfer|delete|remove|policy|policies|cost|free|fee|fees|price list|password|download|by card|instal+ments?)\b/;

const OWN = "(?:my|our|the|this|that|any|latest|last|recent|open)";
const ORDER = "(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?|consignments?|purchases?)";
const ORDER_STATE =
  "(?:ship(?:ped)?|sent|dispatched|on (?:its|the|their) way|delivered|late|delayed|arriv(?:e|ed|ing)|ready|coming|here|lost|stuck|left|moved|out for delivery|packed|collected|in transit)";

export const RULES: readonly (readonly [Topic, readonly RegExp[]])[] = [
  [
    "tickets",
    [
      /\bmy (?:\w+ ){0,2}(?:tickets?|cases?)\b/,
      /\b(?:the|this|that|any|open|a) (?:\w+ )?tickets?\b.*\b(?:status|progress|news|updates?|doing|answered|resolved|solved|closed|open)\b/,
      /\b(?:status|progress|news|updates?|answer|reply) (?:of|on|about|to|from|regarding) (?:my|our|the) (?:\w+ )?(?:tickets?|cases?|requests?|complaints?|enquir(?:y|ies)|quer(?:y|ies)|questions?)\b/,
      /\bmy (?:support )?(?:requests?|complaints?|enquir(?:y|ies)|quer(?:y|ies))\b(?! (?:is|about|for) )/,
      /\bhas (?:any|some)(?:body|one) (?:looked|answered|replied|seen|read)\b/,
      /\bdid (?:any|some)(?:body|one) (?:look|answer|reply|see|read)\b/,
      /\b(?:list|which|what|show|how many)\b.*\btickets\b/,
      /\b(?:do|have) (?:i|we) (?:still |already )?(?:have |got )*(?:any |an? |some |other )?(?:\w+ )?(?:tickets?|cases?|requests?|complaints?)\b/,
      /\bmy (?:kaartjies?|navrae|navraag)\b/,
    ],
  ],
  [
    "invoices",
    [
      /\bowe\b/,
      /\b(?:my|our) (?:\w+ ){0,2}(?:invoices?|bills?|balance|account balance)\b/,
      /\b(?:do|have) (?:i|we) (?:have |got )*(?:any |an |something |anything )?(?:unpaid|outstanding|overdue|open (?:invoices?|bills?|amounts?))\b/,
      /\b(?:outstanding|overdue|unpaid)\b.*\b(?:i|my|we|our|me|us|amounts?|invoices?|bills?|balance)\b/,
      /\b(?:amounts?|invoices?|bills?|balance)\b.*\b(?:outstanding|overdue|unpaid|due)\b/,
      /\b(?:have|did|has) (?:i|we|my|our)\b.*\b(?:paid|pay|payment)\b/,
      /\bdid you (?:get|receive)\b.*\bpayment\b|\bhave you (?:got|received)\b.*\bpayment\b/,
      /\bpayment\b.*\b(?:arrived|received|gone through|go through)\b/,
      /\b(?:send|show|see|list|find|get|need|want|where)\b.*\binvoices?\b/,
      /\b(?:some|any)thing to pay\b/,
      /\b(?:which|what|how many)\b.*\b(?:invoices|bills)\b/,
      /\bskuld ek\b|\b(?:wys|waar is) my (?:\w+ )?(?:fakture?|rekeninge?)\b|كم أدين|فواتيري/,
      /^(?:\w+ )?invoices?[?. ]*$/,
      /^(?:(?:my|the|last|latest|an?) )*(?:invoices?|bills?) (?:for|of|from) (?:last|this|the|next)\b/,
    ],
  ],
  [
    "quotes",
    [
      /\b(?:my|our) (?:\w+ ){0,2}(?:quotes?|quotations?|estimates?)\b/,
      /\b(?:the|this|that|any|open|a) (?:quotes?|quotations?|estimates?)\b.*\b(?:ready|valid|expired?s?|status|sent|accepted|progress|news)\b/,
      /\b(?:the|that|your|last|latest|this) (?:\w+ )?(?:quotes?|quotations?|estimates?)\b.*\b(?:you|i|we) (?:sent|gave|got|made|received|asked|have)\b/,
      /\b(?:re-?send|send|show|find|see|where)\b.*\b(?:the|my|our|that|last) (?:\w+ )?(?:quotes?|quotations?|estimates?)\b/,
      /\bdo (?:i|we) have (?:any |an? )?(?:open )?(?:quotes?|quotations?|estimates?)\b/,
      /\b(?:list|which|what|show|how many)\b.*\b(?:quotes|quotations|estimates)\b/,
    ],
  ],
  [
    "calls",
    [
      /\b(?:when|what time)\b.*\b(?:my|our|the|next)\b.*\b(?:calls?|appointments?|phone call)\b/,
      /\b(?:when|what time|who) (?:will|do|does|are|is)\b.*\b(?:call|calling|phone|phoning|ring|ringing) (?:me|us)\b/,
      /\b(?:do|have) (?:i|we) (?:have |got )*(?:a |any |an )?(?:\w+ )?(?:calls?|appointments?)\b/,
      /\b(?:my|our) (?:next |scheduled |booked |planned )?(?:calls?|appointments?)\b/,
      /\b(?:which|what|how many) (?:\w+ )?(?:calls|appointments)\b/,
      /\bwanneer (?:bel julle|is my (?:oproep|afspraak))\b/,
      /\bis (?:there )?(?:a|any) call (?:booked|scheduled|planned|arranged)\b/,
    ],
  ],
  [
    "services",
    [
      /\bhow much\b.*\b(?:data|usage|traffic|gb|bandwidth)\b.*\b(?:have|did|do) (?:i|we)\b/,
      /\bhow much\b.*\b(?:data|traffic|gb|allowance)\b.*\b(?:left|remain(?:s|ing)|used|over)\b/,
      /\b(?:my|our) (?:data )?usage\b|\bdata (?:have|do) (?:i|we) (?:have )?(?:used|left)\b/,
      /\b(?:when|what (?:time|day))\b.*\b(?:technician|installer|installation|fibre|line)\b.*\b(?:come|coming|arriv\w+|installed|install|ready|active|visit|be|done|happen|scheduled)?\b/,
      /\b(?:status|progress|news|updates?)\b.*\b(?:installation|service|connection|line|fibre|subscription)\b/,
      /\b(?:my|our) (?:\w+ ){0,2}(?:installation|subscriptions?|services|plan|contract)\b/,
      /\b(?:what|which) (?:package|plan|service|services|subscription)\b.*\b(?:do|am|are|have)\b.*\b(?:i|we|on)\b/,
      /\bis (?:my|our) (?:\w+ ){0,2}(?:service|line|internet|fibre|connection|website|site) (?:active|suspended|connected|installed|live|cut off|on|up)\b/,
      /\bwhat(?:'s| is| are)? (?:my|our) (?:\w+ ){0,2}(?:package|plan|speed|bandwidth|services)\b/,
      /\b(?:what|which) (?:speed|bandwidth|package|plan|services)\b.*\b(?:do|am|have) (?:i|we)\b/,
      /\bhow much (?:do|am|are) (?:i|we) (?:pay|paying|charged)\b/,
      /\bwhy (?:is|was) (?:my|our) (?:\w+ ){0,2}(?:service|line|internet|fibre|connection|website|site) (?:suspended|cut off|paused|blocked)\b/,
      /\b(?:has|is|was|when|did)\b.*\b(?:survey|installation)\b.*\b(?:been|done|planned|scheduled|booked|finished|completed?|over)\b/,
      /\bwhen (?:does|is|will)\b.*\b(?:my|our) (?:\w+ ){0,2}(?:contract|subscription|service) (?:end|expire|run out|over|up)\b/,
    ],
  ],
  [
    "domains",
    [
      /\b(?:my|our) (?:[\w.-]+ ){0,2}domains?\b/,
      /\b(?:which|what|how many) (?:\w+ )?domains\b|\b(?:list|show)\b.*\bdomains\b/,
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
      /\bwhere(?:'s| is| are)? (?:all )?(?:of )?(?:my|our|the) (?:stuff|things|goods|shopping|gear|equipment|package|delivery)\b/,
      /\b(?:what|which)\b.*\b(?:did|have) (?:i|we)\b.*\b(?:order(?:ed)?|buy|bought|purchased?)\b/,
      /\b(?:has|have|did|is|are|when (?:will|does|is|are|do)|where(?:'s| is| are)) (?:it|they|everything|my (?:stuff|things|goods))\b.*\b(?:ship|shipped|sent|dispatched|on (?:its|their) way|delivered|arriv\w+|come|coming|here|now|left|moved)\b/,
      new RegExp(
        `\\b(?:do|have) (?:i|we) (?:still |already )?(?:have |got )*(?:any |an? |some |other )?(?:\\w+ )?${ORDER}\\b`,
      ),
      /\bwaar is my (?:\w+ )?(?:bestellings?|pakkies?|pakket|aflewering)\b|أين (?:طلبي|طلبيتي|شحنتي)/,
      /\bwhat (?:i|we) (?:\w+ )?(?:ordered|bought|purchased)\b/,
      /\b(?:list|show|which|how many)\b.*\borders\b|^(?:all )?orders?[?. ]*$/,
    ],
  ],
];

/** A call is to be booked, moved or cancelled: that is done on the page of the calls, and not by an answer. */
export const CALL_ACTION =
  /\b(?:book|schedule|arrange|plan|set up|make|reserve|request|cancel|move|change|reschedule|postpone|shift|bring forward)\b(?:(?!\b(?:video|conference|wi-?fi)\b).){0,40}\b(?:calls?|phone calls?|call-?backs?)\b|\b(?:get|have|want|need|like)\b.{0,20}\bcall-?backs?\b/;
/** Of a call that was spoken of: "Can I move it to Friday?" */
export const CHANGE =
  /\b(?:cancel|move|change|reschedule|postpone|shift|bring forward)\b.*\b(?:it|that|this|them|one)\b/;

/** "Where is my cartridge?": perhaps something that was ordered. */
export const PERHAPS_ORDERED =
  /^where(?:'s| is| are)? (?:my|our) ((?:[a-z-]+ ){0,2}?[a-z-]{3,}?)s?(?: (?:is|are))?[?!. ]*$/;

/** "Has my cartridge been sent?": something that was ordered, by its name. */
export const ORDERED =
  /\b(?:has|have|is|are|was|were|did|when (?:will|do|does|is|are)|where(?:'s| is| are))\b.*?\b(?:my|our|the) ((?:[a-z-]+ ){0,3}?[a-z-]+?)s? (?:been |be |get |yet |already |finally )*(?:ship(?:ped)?|sent|dispatched|arriv(?:e|ed|ing)|delivered|come|coming|on (?:its|their|the) way|here)\b/;

/** Of the newest one alone. */
export const LATEST =
  /\b(?:last|latest|newest|most recent) (?:\w+ )?(?:order|parcel|delivery|invoice|bill|ticket|request|quote|quotation)\b/;
/** Of what should have come already. */
export const LATE =
  /^why\b.*\b(?:late|delayed|taking|not (?:here|arrived|delivered|come|shipped|moved))\b|\bwhich\b.*\b(?:late|delayed)\b/;

/** The name of a site, and how it stands with it. */
export const HOST = /(?:^|[\s("'])((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})(?=$|[\s)?!,;:"']|\.(?:\s|$))/;
export const HOST_STATE =
  /\b(?:live|work(?:s|ing)?|verified|up|online|offline|down|ready|connected|status|set up|certificate|active|wrong)\b/;

/** "Do you sell turntables?", "the cheapest amplifier": perhaps something of the catalogue. */
export const PERHAPS_SOLD = [
  /^(?:do|are) (?:you|they) (?:also )?(?:sell|sold|stock|have|offer)(?:ing)? (?:any |some |an? )?((?:[a-z0-9-]+ ){0,3}[a-z0-9-]{3,}?)(?: in stock| for sale| available| there| now)?[?!. ]*$/,
  /^(?:what(?:'s| is| are) the (?:price|cost)s? (?:of|for)|how much (?:is|are|does|do|for)|what (?:does|do)|prices? (?:of|for)) (?:the |an? |your )?((?:[a-z0-9-]+ ){0,3}[a-z0-9-]+?)(?: costs?| go for| sell for)?[?!. ]*$/,
  /\b(?:cheapest|most affordable|least expensive) ((?:[a-z0-9-]+ ){0,2}[a-z0-9-]{3,}?)(?: (?:do|that|you)\b.*)?[?!. ]*$/,
] as const;

export const PAID = /\b(?:paid|pay|payment|owe|due|settled|outstanding)\b/;
export const LIST =
  /\bwhat (?:i|we) (?:\w+ )?(?:ordered|bought|purchased)\b|\b(?:what|which)\b.*\b(?:did|have) (?:i|we)\b.*\b(?:ordered|order|buy|bought|purchased?)\b|\b(?:all|list|which|how many|orders|invoices|bills|tickets|quotes|services|domains|calls|everything)\b/;
