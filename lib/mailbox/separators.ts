/** Where, in a plain text, the answer ends and the e-mail that it answers begins. */

/** "-----Original Message-----" as mail programs say it. */
const ORIGINAL =
  /^\s*>?\s*[-_]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d['’]origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|oorspronklike boodskap|ursprungligt meddelande|oprindelig (?:besked|meddelelse)|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|původní zpráva|исходное сообщение|原始邮件|元のメッセージ)\s*[-_]{2,}\s*$/iu;

/** The labels of a header block: who, when, to whom, about what. */
const LABELS = [
  /^[*\s]*(?:from|von|de|van|da|från|fra|lähettäjä|od|от|发件人|差出人)\s*[*]?\s*[:：]/iu,
  /^[*\s]*(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|fecha|data|inviato|verzonden|gestuur|skickat|sendt|dato|lähetetty|wysłano|отправлено|дата|发送时间|日時)\s*[*]?\s*[:：]/iu,
  /^[*\s]*(?:to|an|à|a|para|aan|till|til|vastaanottaja|do|кому|收件人|宛先)\s*[*]?\s*[:：]/iu,
  /^[*\s]*(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|тема|主题|件名)\s*[*]?\s*[:：]/iu,
] as const;

/** "On Friday, Lerato wrote:" – how it begins and how it ends. */
const ATTRIBUTIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/^on\b/i, /\bwrote\s*:$/i],
  [/^(?:am|den)\b/i, /\bschrieb\b.*:$/i],
  [/^le\b/i, /\ba écrit\s*:$/iu],
  [/^el\b/i, /\bescribió\s*:$/iu],
  [/^(?:op|skryf)\b/i, /(?:\bschreef\b.*|\bgeskryf|\bskryf|\bheeft .*geschreven)\s*:$/i],
  [/^(?:il|in data)\b/i, /\bha scritto\s*:$/i],
  [/^(?:em|a|no dia)\b/i, /\bescreveu\s*:$/i],
  [/^(?:den|på)\b/iu, /\bskrev\b.*:$/i],
  [/^(?:w dniu|dnia)\b/i, /(?:napisał\(?a?\)?|pisze)\s*:$/iu],
  [/^(?:пн|вт|ср|чт|пт|сб|вс|\d)/iu, /(?:писал\(?а?\)?|написал\(?а?\)?)\s*:$|<[^<>\s]+@[^<>\s]+>\s*:$/iu],
  [/^在/u, /写道\s*[:：]$/u],
  [/^20\d\d/, /(?:のメッセージ|作成|작성|<[^<>\s]+@[^<>\s]+>)\s*[:：]$/u],
  [/^[\p{L}"']/u, /<[^<>\s]+@[^<>\s]+>\s+(?:wrote|schrieb|a écrit|escribió|skrev|ha scritto)\s*:$/iu],
];

/** Over how many lines such a sentence may be broken, and how long it may be. */
const ATTRIBUTION_LINES = 4;
const ATTRIBUTION_LENGTH = 400;

/** How many lines line `at` begins an attribution of; 0 when it begins none. */
export function attributionAt(lines: readonly string[], at: number): number {
  let sentence = "";
  for (let count = 1; count <= ATTRIBUTION_LINES; count++) {
    const line = lines[at + count - 1]?.replace(/^[>\s]+/, "").trim();
    if (line === undefined || (line === "" && count > 1)) return 0;
    sentence = sentence ? `${sentence} ${line}` : line;
    if (sentence.length > ATTRIBUTION_LENGTH) return 0;
    // A sentence of the writer's own may end the same way; this one names a date or an address.
    const isPrecise = /\d|@/.test(sentence);
    if (isPrecise && ATTRIBUTIONS.some(([begin, end]) => begin.test(sentence) && end.test(sentence)))
      return count;
  }
  return 0;
}

/** Whether an e-mail that is answered begins at this line with its headers or a rule. */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (line.length > ATTRIBUTION_LENGTH) return false;
  if (ORIGINAL.test(line)) return true;
  if (!LABELS[0].test(line.replace(/^[>\s]+/, ""))) return false;
  const following = lines.slice(at + 1, at + 8).map((one) => one.replace(/^[>\s]+/, ""));
  const [, ...others] = LABELS;
  return others.filter((label) => following.some((one) => label.test(one))).length >= 2;
}

/** A line that mail programs draw above what is answered. */
export function isRule(line: string): boolean {
  return /^\s*[_*-]{10,}\s*$/.test(line);
}
