/** Words that hardly occur in another of these languages, by how often they stand in a text. */
const WORDS: Record<string, readonly string[]> = {
  en: words(
    "the and is are was were my i you it this that not have has with for from what when where how can could would please your we they been but on of to a an in do does",
  ),
  af: words(
    "die ek nie het vir jy jou hulle wat waar wanneer hoe kan asseblief baie dankie ons is van met my en 'n dit was sal moet maar ook nog",
  ),
  nl: words(
    "de het een ik niet heb hebben van voor met jullie jij uw wij zij waar wanneer graag bedankt mijn en dat is maar ook nog",
  ),
  de: words(
    "der die das ich nicht habe ist sind mein meine und mit von für wie wann wo bitte danke sie wir ihr ein eine auf zu kann aber auch noch",
  ),
  fr: words(
    "le la les je ne pas est sont mon ma mes et avec pour de des du une un vous nous où quand comment merci s'il bonjour ai mais aussi encore",
  ),
  es: words(
    "el la los las yo no es son mi mis y con para de del una un usted nosotros dónde cuándo cómo gracias hola pero también he que por",
  ),
  pt: words(
    "o a os as eu não é são meu minha e com para de do da uma um você nós onde quando como obrigado obrigada olá mas também que por",
  ),
  it: words(
    "il la lo gli le io non è sono mio mia e con per di del una un voi noi dove quando come grazie buongiorno ma anche che ho",
  ),
  zu: words(
    "ngicela ngiyabonga sawubona ukuthi futhi kodwa mina wena kanjani kuphi nini angikwazi ngoba lapha manje",
  ),
};

/** Fewer words than this decide nothing. */
const ENOUGH = 2;
const MARGIN = 1.2;

function words(list: string): readonly string[] {
  return list.split(" ");
}

/**
 * The language that a text is most likely written in ("en"), by its small words; null when they do not tell.
 * Texts are short and mixed here: rather no answer than a wrong one.
 */
export function detectLanguage(text: string): string | null {
  const found = text.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  if (found.length === 0) return null;
  const scores = Object.entries(WORDS)
    .map(([language, known]) => ({ language, hits: found.filter((word) => known.includes(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [best, second] = scores;
  if (!best || best.hits < ENOUGH || best.hits < found.length * 0.08) return null;
  return second && best.hits < second.hits * MARGIN ? null : best.language;
}
