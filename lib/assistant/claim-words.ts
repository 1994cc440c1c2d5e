// Words that promise, deny, date and limit, in the languages in which answers are judged by their words: English,
// Afrikaans, Dutch, German, French, Spanish and Portuguese. All of them at once: an answer is in the language of the
// question, whatever the customer's locale. Texts are compared without accents, see `fold`.

import { detectLanguage } from "../triage/language";
import { hasSmallWords } from "./small-words";

/** The languages whose promises are known by their words. */
export const JUDGED_LANGUAGES: readonly string[] = ["en", "af", "nl", "de", "fr", "es", "pt"];

/** Letters without their accents, each in its place: an index into one is an index into the other. */
export function fold(text: string): string {
  return text.replace(/[\u00c0-\u024f]/g, (letter) => letter.normalize("NFD")[0] ?? letter);
}

/** Any of these words; `*` stands for the rest of a word. Spaces may be any. */
function words(...lists: string[]): RegExp {
  const pattern = lists.join("|").replace(/\*/g, "\\p{L}*").replace(/ /g, "\\s+");
  return new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, "iu");
}

/** Near days, as they are named; what cannot be counted is NaN. */
export const RELATIVE: readonly (readonly [said: RegExp, days: number])[] = [
  [
    words(
      "today|tonight|this evening|vandag|vanaand|vandaag|vanavond|heute|aujourd['’]hui|ce soir|hoy|esta noche|hoje",
    ),
    0,
  ],
  // Not the morning: "Guten Morgen", "por la mañana".
  [
    words(
      "tomorrow|(?<!(?:guten|goeden?|goeie|am) )morgen|(?<!goeie )more|demain|(?<!(?:la|esta) )manana|amanha",
    ),
    1,
  ],
  [words("yesterday|gister|gisteren|gestern|ayer|ontem"), -1],
  [
    words(
      "(?:next|this|coming) week|(?:volgende|hierdie|komende|deze) week|(?:nachste*|kommende*|diese*) woche",
      "(?:la )?semaine prochaine|cette semaine|(?:la )?proxima semana|esta semana|semana que (?:viene|vem)",
    ),
    Number.NaN,
  ],
  [
    words(
      "immediately|at once|right away|instantly|straight away|onmiddellik|dadelik|onmiddellijk|meteen|sofort|umgehend|unverzuglich",
      "immediatement|tout de suite|inmediatamente|de inmediato|enseguida|en seguida|imediatamente|de imediato",
    ),
    Number.NaN,
  ],
];

type Right = { said: RegExp; given: RegExp };
const right = (...lists: string[]): Right => ({ said: words(...lists), given: words(...lists) });

const REFUND = [
  "refund*|money back|reimburs*|terugbetal*|terugbetaal*|geld terug|erstatt*|ruckerstatt*|zuruckerstatt*|ruckzahl*|geld zuruck",
  "rembours*|reembols*|reintegr*|devolucion del (?:dinero|importe)|devolv* (?:el|su|tu|o|seu|teu) (?:dinero|importe|dinheiro|valor)|dinheiro de volta|devolucao do (?:dinheiro|valor)",
];
const FREE = [
  "for free|no (?:extra |additional )?(?:charge|cost|fee)s?|at no cost|complimentary|gratis|without (?:charge|cost)|waive*",
  "verniet|kosteloos|kostenlos*|kostenfrei*|gratuit*|sans frais|sans supplement|sem (?:custo|taxa)s?|de graca|sin (?:coste?|cargo|gasto)s?",
  "(?:ohne|keine) (?:aufpreis|kosten|gebuhr*|zusatzkosten)|(?:zonder|sonder|geen) (?:extra |ekstra )?(?:kosten?|koste|toeslag)",
];

/** What somebody may be owed, by the words that grant it: in an answer, and in the source that it leans on. */
export const RIGHTS: readonly Right[] = [
  { said: words(...REFUND), given: words(...REFUND, "paid back|pay back") },
  right(
    "compensat*|damages|vergoed*|skadevergoeding*|schadevergoeding*|entschadig*|schaden?s?ersatz",
    "indemni*|dedommag*|compens*|resarc*",
  ),
  right("guarant*|warrant*|waarborg*|garant*|gewahrleist*|gewahr"),
  {
    said: words("free(?! to | time|-standing)", ...FREE),
    given: words("free|costs? nothing", ...FREE),
  },
  right(
    "discount*|vouchers?|coupons?|store credit|credit note|cashback|afslag*|korting*|koopbon*|tegoedbon*|winkelkrediet|kredietnota",
    "rabatt*|gutschein*|gutschrift*|remise|reduction|bon d['’]achat|descuent*|cupon*|vale (?:de|regalo)|descont*|cupom|cupa*|vale-presente|nota de credito",
  ),
  right(
    "entitle[ds]?|entitlement|eligible|the right to|right to|owed|we owe you|geregtig*|reg op|aanspraak*|recht op|anspruch*|berechtigt*",
    "droit a|droit au|droit aux|avez droit|derecho a|derecho al|con derecho|direito a|direito ao|direito de|tem direito",
  ),
  {
    said: words(
      "we(?:'ll| will)? (?:\\p{L}+ ){0,3}replacement|you(?:'ll| will)? (?:get|receive) (?:\\p{L}+ ){0,3}replacement|get (?:\\p{L}+ ){0,3}replacement|receive (?:\\p{L}+ ){0,3}replacement",
      "replac(?:e|ed) (?:it|them|your|the) (?:\\p{L}+ ){0,3}(?:for|at|free|without)",
      "vervang*|ersatz*|ersetz*|umtausch*|remplac*|reemplaz*|substitui*",
    ),
    given: words(
      "replac*|exchang*|vervang*|ruil*|omruil*|ersatz*|ersetz*|umtausch*|remplac*|echang*|reemplaz*|cambi*|substitui*|troca*",
    ),
  },
];

/** Words that make a right larger, by what they say: the source has to say it too. */
export const LARGER: readonly RegExp[] = [
  words(
    "full|fully|complete|completely|entire|entirely|whole|in total|vol|volle|volledig*|heeltemal|hele|ganz|ganze*|voll|volle*|vollstandig*|komplett*",
    "entier*|entierement|complet*|completement|integral*|total*|completo|completa|completamente|entero|entera|inteiro|inteira",
  ),
  words("double|dubbel*|doppelt*|doble|dobro|duplo"),
  words(
    "instant|instantly|immediate|immediately|onmiddellik*|onmiddellijk*|sofortig*|immediat*|inmediat*|imediat*",
  ),
  words("automatic|automatically|outomaties*|automatisch*|automatique*|automatiquement|automatic[ao]*"),
  words(
    "lifetime|unlimited|lewenslang*|levenslang*|lebenslang*|onbeperk*|unbegrenzt*|unbeschrankt*|a vie|illimit*|de por vida|ilimitad*|vitalici*",
  ),
  words("always|altyd|altijd|immer|toujours|siempre|sempre"),
  words(
    "any reason|no questions|without (?:any )?reason|enige rede|zonder (?:opgaaf van )?reden|ohne angabe von grunden|ohne grund|sans motif|sans justif*|sin motivo|cualquier motivo|sem motivo|qualquer motivo",
  ),
];

const NOT = words(
  "no|not|never|cannot|can't|won't|isn't|aren't|doesn't|don't|without a|neither|nor|excluded|excludes|except|unless|nicht|nichts|kein|keine*|nie|niemals|ausgeschlossen|ausgenommen|au(?:ss|ß)er",
  "ohne|sans|sin|sem|zonder|sonder|niet|geen|nooit|uitgesloten|uitgesluit|behalwe|behalve|pas|jamais|aucun*|sauf|exclu*|non|nunca|jamas|ningun*|tampoco|salvo|nao|nenhum*|exceto|excepto",
);
/** Portuguese for "in the", before words that no other language has behind its "no". */
const IN_THE =
  /(?<!\p{L})no\s+(?=(?:prazo|dia|caso|seu|nosso|momento|mesmo|ato|entanto|artigo|pedido|maximo|minimo)(?!\p{L}))/giu;
const FREE_OF_CHARGE = new RegExp(words(...FREE).source, "giu");

/** Whether a sentence denies what it names: "no extra charge" grants, "no refund" does not. */
export function isDenied(folded: string): boolean {
  const plain = folded.replace(FREE_OF_CHARGE, "free").replace(/\bnot only\b/gi, "");
  return NOT.test(plain.replace(IN_THE, "")) || /n't\b/i.test(plain);
}

const LOOKING = words(
  "(?:cannot|can't|could not|couldn't|did not|didn't|do not|don't|unable to|not able to) (?:\\p{L}+ )?(?:find|see|tell|say|promise|confirm|answer|know|decide|look)",
);
const ABLE = words("kann|konnte|kan|kon|peux|puis|pu|puedo|pude|posso|consigo|consegui");
const FINDING = words(
  "find*|vind*|gevind*|gevonden|gefunden|trouv*|encontr*|sag*|se|zeg*|dire|decir|dizer|versprech*|belo*|promet*|bestatig*|bevestig*|confirm*",
);
const SOMEBODY = words(
  "person|people|colleague|agent|team|somebody|someone|mitarbeiter*|kolleg*|mensch|jemand|persoon|kollega|medewerker*|collega|iemand|personne|collegue|equipe|quelqu['’]un|conseiller|persona|companer*|equipo|agente|alguien|pessoa|colega|alguem|atendente",
);
const CAN = words(
  "can|could|will|may|kann|konnen|kan|kunnen|peut|pourra|peuvent|puede*|podra*|pode*|podera*",
);
const HELPING = words(
  "help|take over|look|answer|decide|check|explain|tell|helf*|ubernehm*|ansehen|antwort*|entscheid*|erklar*|pruf*|oorneem|kyk|antwoord*|besluit*|beslis*|verduidelik|helpen|overnemen|kijken|uitleggen|nagaan",
  "aider|reprendre|regarder|repondre|decider|expliquer|verifier|ayudar*|encargarse|mirar*|responder|decidir|explicar|revisar|ajudar|assumir|verificar",
);
const ASKING = words(
  "(?:ask|talk to|speak to|contact|reach) (?:a |an |our |the )?(?:person|colleague|agent|team|support)",
);

/** A question, a pointer to a person, or the admission that nothing was found: a word of these promises nothing. */
export function claimsNothing(folded: string): boolean {
  return (
    /[?？؟]\P{L}*$/u.test(folded) ||
    LOOKING.test(folded) ||
    (ABLE.test(folded) && FINDING.test(folded) && isDenied(folded)) ||
    (SOMEBODY.test(folded) && CAN.test(folded) && HELPING.test(folded)) ||
    ASKING.test(folded)
  );
}

/** Letters that none of these languages has. */
const STRANGE = /(?![a-zA-ZÀ-ÏÑ-ÖÙ-Ýà-ïñ-öù-ýÿŒœßŸªº])\p{L}/u;
const ANOTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u;
/** Lists and key words have none either, as long as they are short. */
const ENOUGH_WORDS = 8;

const wordsOf = (text: string) => text.normalize("NFC").match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [];

/** Whether a sentence is in a language whose promises cannot be told from other words here, as its letters show. */
export function isStrange(sentence: string): boolean {
  // A name alone is no other language.
  return ANOTHER_SCRIPT.test(sentence) || wordsOf(sentence).filter((word) => STRANGE.test(word)).length >= 2;
}

/** The same of a question, which is long enough to miss the small words of ours in. */
export function isStrangeQuestion(question: string): boolean {
  const plain = wordsOf(question).filter((word) => !/^\p{Lu}/u.test(word));
  const language = detectLanguage(question);
  if (language) return !JUDGED_LANGUAGES.includes(language);
  return isStrange(question) || (plain.length >= ENOUGH_WORDS && !hasSmallWords(plain));
}

/** Weekdays as these languages write them out, by their English names. */
export const WEEKDAY_NAMES: ReadonlyMap<string, string> = new Map(
  JUDGED_LANGUAGES.flatMap((locale) => {
    const [own, english] = [locale, "en"].map(
      (one) => new Intl.DateTimeFormat(one, { weekday: "long", timeZone: "UTC" }),
    );
    return Array.from({ length: 7 }, (_, day): [string, string] => {
      const date = new Date(Date.UTC(2026, 10, 22 + day));
      return [fold(own?.format(date) ?? "").toLowerCase(), (english?.format(date) ?? "").toLowerCase()];
    });
  }),
);

/** Where a text may begin to claim something: words that promise, and words of time. */
const PROMISING = new RegExp(
  [
    ...RIGHTS.map(({ said }) => said.source),
    ...RELATIVE.map(([said]) => said.source),
    `(?<!\\p{L})(?:${[...WEEKDAY_NAMES.keys()].join("|")})`,
    "(?<!\\p{L})(?:credit|charge|promis|owe|deadline|within|frist|delai|plazo|prazo|minut|hour|day|week|month|year)\\p{L}*",
    "(?<!\\p{L})(?:uhr|uur|ure|stunde|heure|hora|dae|dag|dagen|tage?n?|jours?|dias?|weke|woche|semaine|semana|maand|monat|mois|mes|meses|jaar|jare|jahr|ans?|annee|ano)s?n?(?!\\p{L})",
    "\\p{M}",
  ].join("|"),
  "iu",
);
const STRANGE_LETTER = new RegExp(`${ANOTHER_SCRIPT.source}|${STRANGE.source}`, "u");

/** Where the first of these words, or a letter of another language, begins; null for a text that claims nothing yet. */
export function promiseAt(text: string): number | null {
  const found = [PROMISING.exec(fold(text))?.index, STRANGE_LETTER.exec(text)?.index];
  const places = found.filter((at) => at !== undefined);
  return places.length > 0 ? Math.min(...places) : null;
}
