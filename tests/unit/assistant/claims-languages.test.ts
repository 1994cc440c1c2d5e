import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAnswerWriter } from "@/lib/assistant/answer-writer";
import { fold, isStrange, isStrangeQuestion, promiseAt } from "@/lib/assistant/claim-words";
import { checkClaims } from "@/lib/assistant/claims";
import type { Source } from "@/lib/assistant/types";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";

/** Whether a sentence that cites this text may leave. */
function allows(text: string, sentence: string, isStrict = false): boolean {
  const one: Source = { kind: "article", id: "1", title: "Help", text, href: "/help/a" };
  const citations = [{ n: 1, kind: one.kind, id: one.id }];
  return checkClaims({ text: `${sentence} [1]`, citations }, [one], "en-ZA", { isStrict }).supported;
}

const TERMS =
  "Unused goods are refunded within 14 days. Delivery is free above R500 and takes 3 to 5 working days. There is a guarantee of two years. Expected on 23 November 2026, a Monday.";

describe("what a source says may be said in another language", () => {
  test.each([
    ["af", "Jy kry 'n terugbetaling binne 14 dae."],
    ["af", "Aflewering is gratis bo R500 en duur 3 tot 5 werksdae."],
    ["af", "Daar is 'n waarborg van twee jaar."],
    ["af", "Dit kom op Maandag, 23 November 2026."],
    ["nl", "U krijgt uw geld terug binnen twee weken."],
    ["nl", "De levering is gratis vanaf R 500,00 en duurt drie tot vijf werkdagen."],
    ["nl", "Er is twee jaar garantie."],
    ["de", "Sie erhalten eine Rückerstattung innerhalb von 14 Tagen."],
    ["de", "Die Lieferung ist ab R 500 kostenlos und dauert 3 bis 5 Werktage."],
    ["de", "Es gibt zwei Jahre Garantie."],
    ["de", "Erwartet wird sie am Montag, 23. November 2026."],
    ["fr", "Vous êtes remboursé sous quatorze jours."],
    ["fr", "La livraison est gratuite à partir de R 500 et prend de 3 à 5 jours ouvrés."],
    ["fr", "La garantie est de deux ans."],
    ["fr", "Elle est attendue lundi 23 novembre 2026."],
    ["es", "El reembolso llega en un plazo de dos semanas."],
    ["es", "El envío es gratuito desde R500 y tarda de 3 a 5 días hábiles."],
    ["es", "La garantía es de dos años."],
    ["es", "Se espera el lunes 23 de noviembre de 2026."],
    ["pt", "O reembolso é feito no prazo de 14 dias."],
    ["pt", "A entrega é gratuita acima de R500 e leva de 3 a 5 dias úteis."],
    ["pt", "A garantia é de dois anos."],
    ["pt", "A previsão é segunda-feira, 23 de novembro de 2026."],
  ])("%s: %s", (_language, sentence) => expect(allows(TERMS, sentence)).toBe(true));
});

describe("what it does not say may not", () => {
  const NOTHING = "Delivery takes 3 days. A mounted cartridge cannot be refunded. We repair amplifiers.";
  test.each([
    ["af", "Jy kry jou geld terug."],
    ["af", "Jy kry 20% afslag."],
    ["af", "Dit is verniet."],
    ["af", "Dit kom môre."],
    ["af", "Jy het dertig dae."],
    ["af", "Jy is geregtig daarop."],
    ["nl", "U krijgt het volledige bedrag terugbetaald."],
    ["nl", "De reparatie is kosteloos."],
    ["nl", "Wij geven levenslange garantie."],
    ["nl", "Het komt vandaag aan."],
    ["nl", "U heeft recht op korting."],
    ["nl", "Het duurt twee weken."],
    ["de", "Sie bekommen Ihr Geld zurück."],
    ["de", "Der montierte Tonabnehmer wird erstattet."],
    ["de", "Die Reparatur ist kostenlos."],
    ["de", "Sie haben Anspruch darauf."],
    ["de", "Wir schicken Ihnen sofort Ersatz."],
    ["de", "Es kommt heute an."],
    ["de", "Es dauert zwei Wochen."],
    ["fr", "Vous serez remboursé intégralement."],
    ["fr", "La réparation est offerte gratuitement."],
    ["fr", "Vous avez droit à une indemnisation."],
    ["fr", "Elle arrive demain."],
    ["fr", "Une remise vous est accordée."],
    ["fr", "Cela prend deux mois."],
    ["es", "Le devolvemos el dinero."],
    ["es", "Le reembolsamos todo."],
    ["es", "La reparación es sin coste."],
    ["es", "Tiene derecho a una indemnización."],
    ["es", "Llega mañana."],
    ["es", "Recibe un descuento."],
    ["pt", "Você recebe o dinheiro de volta."],
    ["pt", "O conserto é gratuito."],
    ["pt", "Você tem direito a um desconto."],
    ["pt", "Chega amanhã."],
    ["pt", "A garantia é vitalícia."],
    ["pt", "Leva duas semanas."],
    // What is denied is not granted, and a right is not made larger.
    ["de", "Ein montierter Tonabnehmer kann erstattet werden."],
  ])("%s: %s", (_language, sentence) => expect(allows(NOTHING, sentence)).toBe(false));

  test.each([
    ["Ein Tonabnehmer wird nicht erstattet.", true],
    ["'n Gemonteerde element word nie terugbetaal nie.", true],
    ["Une cellule montée n'est pas remboursée.", true],
    ["Una cápsula montada no se reembolsa.", true],
    ["Een gemonteerd element wordt niet terugbetaald.", true],
  ])("a denial of the source's may be repeated: %s", (sentence, expected) =>
    expect(allows(NOTHING, sentence)).toBe(expected),
  );

  test("a right is not made larger than it is", () => {
    const source = "Unused goods are refunded.";
    expect(allows(source, "Sie erhalten eine Erstattung.")).toBe(true);
    for (const sentence of [
      "Sie erhalten eine vollständige Erstattung.",
      "U krijgt een volledige terugbetaling.",
      "Vous recevez un remboursement intégral.",
      "Recibe un reembolso completo.",
      "Você recebe um reembolso integral.",
      "Jy kry 'n volle terugbetaling.",
    ])
      expect(allows(source, sentence), sentence).toBe(false);
    expect(allows("You get a full refund.", "Sie erhalten eine vollständige Erstattung.")).toBe(true);
  });
});

test.each([
  "Möchten Sie eine Erstattung?",
  "¿Quiere un reembolso?",
  "Ich kann dazu leider nichts finden und keine Erstattung versprechen.",
  "Je ne peux pas vous promettre un remboursement.",
  "Un collègue peut vérifier votre remboursement.",
  "Un compañero puede revisar su reembolso.",
  "Een collega kan uw terugbetaling nagaan.",
  "Ihre Bestellung ist unterwegs.",
  "Guten Morgen, gern.",
  "Por la mañana hay alguien.",
  "Your order is on its way.",
])("%s promises nothing", (sentence) => expect(allows("Unrelated.", sentence)).toBe(true));

describe("amounts and days as a reader's locale writes them", () => {
  const LOCALES = ["af-ZA", "nl-NL", "de-DE", "fr-FR", "es-ES", "pt-BR", "pt-PT", "de-CH"];
  test("an amount is found again, and another one is not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.constantFrom(...LOCALES),
        fc.constantFrom("ZAR", "EUR"),
        (amount, locale, currency) => {
          const given = `Total: ${formatMoney({ amount, currency }, "en-ZA")}`;
          expect(allows(given, `Total ${formatMoney({ amount, currency }, locale)}.`)).toBe(true);
          expect(allows(given, `Total ${formatMoney({ amount: amount + 1, currency }, locale)}.`)).toBe(
            false,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a day is found again, and the next one is not", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-30"), noInvalidDate: true }),
        fc.constantFrom(...LOCALES),
        (date, locale) => {
          const given = `Due: ${date.toISOString().slice(0, 10)}`;
          const long = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
          const next = new Date(date.getTime() + 86_400_000);
          expect(allows(given, `Due ${long.format(date)}.`)).toBe(true);
          expect(allows(given, `Due ${long.format(next)}.`)).toBe(false);
          expect(allows(given, `Due ${formatDate(date, "en-ZA", "UTC")}.`)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ["It costs R5 000.", "Es kostet 5 Tausend Rand."],
    ["VAT is 15%.", "La TVA est de 15 pour cent."],
    ["Open until 14:30.", "Geöffnet bis 14.30 Uhr."],
    ["Open until 14:30.", "Ouvert jusqu'à 14 h 30."],
  ])("%s: %s", (source, sentence) => expect(allows(source, sentence)).toBe(true));
  test.each([
    ["VAT is 15%.", "Die Steuer beträgt 14 Prozent."],
    ["Open until 14:30.", "Geöffnet bis 15 Uhr."],
    ["It costs R5 000.", "Cuesta 6 mil rands."],
  ])("%s: not %s", (source, sentence) => expect(allows(source, sentence)).toBe(false));
});

describe("a language that nobody here can judge", () => {
  const FACTS = "Delivery takes 3 to 5 working days.";
  const POLISH = "Przesyłka będzie u Ciebie w ciągu 5 dni.";
  test.each([
    "Заказ придёт завтра.",
    "返金は全額です。",
    "سيتم رد المبلغ بالكامل",
    POLISH,
    "Peníze vám vrátíme v plné výši, děkujeme, přijde zítra.",
  ])("is known by its letters: %s", (text) => expect(isStrange(text)).toBe(true));
  test.each([
    "Ngicela ungitshele ukuthi izimpahla zami zizofika nini lapha",
    "tilauksen mukana tuli rikki mennyt kaiutin haluan rahat takaisin heti",
  ])("or by its small words: %s", (text) => expect(isStrangeQuestion(text)).toBe(true));
  test.each([
    "Where is my order?",
    "turntable hum ground wire",
    "Dvořák",
    "¿Dónde está mi pedido?",
    "Wo bleibt meine Bestellung denn so lange schon wieder ab?",
    "Waar is my bestelling wat ek verlede week by julle geplaas het?",
    "UA-10231",
    "",
  ])("%j is none", (text) => expect(isStrangeQuestion(text)).toBe(false));

  test("is let through with a source that grants nothing, and with its figures alone", () => {
    expect(allows(FACTS, POLISH)).toBe(true);
    expect(allows(FACTS, "Przesyłka będzie u Ciebie w ciągu 7 dni.")).toBe(false);
    expect(allows("Unused goods are refunded.", "Zwrócimy całą kwotę, obiecujemy.")).toBe(false);
    expect(allows(FACTS, "Доставка через ٥ дней")).toBe(false);
    const bare = checkClaims({ text: "Zwrócimy całą kwotę, obiecujemy.", citations: [] }, [], "pl");
    expect(bare.supported).toBe(false);
    expect(allows(FACTS, "Czy życzysz sobie rozmowę z człowiekiem?")).toBe(true);
  });

  test("and in it no word leaves before its source is known", () => {
    let shown = "";
    const writer = createAnswerWriter(new Map(), () => false, {
      onText: (text) => {
        shown += text;
      },
      onCitation: () => undefined,
      isStrict: true,
    });
    writer.text("Maha yakho uzoyithola yonke ngokushesha. ");
    writer.endBlock();
    writer.finish();
    expect(shown.trim()).toBe("");
    expect(writer.withheld).toBe(1);
  });
});

test("a promise is seen where it begins, in every language and with any accent", () => {
  for (const text of [
    "Sie bekommen eine Erstattung",
    "Vous serez remboursé",
    "Recibirá el reembolso",
    "Jy kry jou geld terug",
    "U krijgt korting",
    "Você recebe desconto",
    "Ça arrive mardi",
    "Dit kom Dinsdag",
    "La garanti\u0301a",
    "Zwrócimy całą kwotę",
  ])
    expect(promiseAt(text), text).not.toBeNull();
  for (const text of [
    "Ihre Bestellung ist unterwegs",
    "Votre commande est en route",
    "Su pedido va de camino",
  ])
    expect(promiseAt(text), text).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => fold(text).length === text.length));
});
