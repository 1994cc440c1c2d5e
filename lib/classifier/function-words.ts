// Words that carry grammar rather than meaning, as people write them in small letters and without accents.
const LISTS = {
  en: "the a an my your i is are am was were be been to of for in on at it this that and or me do does did have has had with you so if there",
  de: "der die das den dem des ein eine einen einem einer und oder ich du er sie es wir ihr mein meine meinen meiner ist sind war bin hat habe haben zu zum zur von vom mit in im an am auf fur bei so wenn mir mich sich",
  nl: "de het een en of ik je jij u hij zij wij mijn is zijn was ben heeft heb hebben te van met in op aan voor bij dit dat die er zo als mij me",
  af: "die n en of ek jy u hy sy ons my is was het te van met in op aan vir by dit dat daar so as",
  fr: "le la les l un une des du de d et ou je j tu il elle nous vous mon ma mes est sont etait suis a ai avez avoir au aux dans sur pour par avec ce cette que qui si me m se s en y",
  es: "el la los las un una unos unas de del y o yo tu mi mis es son era soy ha he han haber a al en con por para que se si lo le me esta este esto",
  pt: "o a os as um uma uns umas de do da dos das e ou eu tu meu minha meus minhas e sao era sou ha tem tenho ao aos em no na nos nas com por para que se me esta este isto",
  it: "il lo la i gli le un uno una di del della dei e o io tu mio mia miei mie e sono era ho ha hanno avere a al alla in nel nella con per che si se mi questo questa",
} as const;

export const FUNCTION_WORDS: ReadonlySet<string> = new Set(Object.values(LISTS).join(" ").split(" "));
