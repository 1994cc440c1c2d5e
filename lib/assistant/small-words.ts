/** Small words of the languages in which answers are judged; hardly a sentence of six words is without one. */
const SMALL = new Set(
  // English, Afrikaans, Dutch
  (
    "the a an and or is are was were be been to of in on at for from with by it this that not have has you your we our they can will if as but do does i my me where when how why what which " +
    "die 'n is en van het nie ek jy u ons hulle dit wat te vir met op by as kan sal word deur of na my jou waar wanneer hoe hoekom watter maar ook nog " +
    "de een het niet ik je jij uw wij ze dat voor zijn wordt kunt naar om er aan bij ook mijn waar wanneer hoe waarom welke maar nog " +
    // German, French
    "der das den dem ein eine einen und ist sind nicht sie ich wir ihr ihre ihnen zu mit auf im fur von bei wird werden konnen sich auch wenn es innerhalb wo wie was wann warum welche mein meine aber noch schon denn so nur hat habe " +
    "le la les un une des du et est sont ne pas vous votre vos nous dans sur pour avec par ce cette il elle que qui au aux en je j'ai mon ma mes ou quand comment pourquoi quel quelle mais " +
    // Spanish, Portuguese
    "el los las una y es son no se su sus con por para del al lo que en usted puede yo me mi mis donde cuando como que pero ya muy he ha " +
    "o os as um uma e sao nao se seu sua com por para do da dos das no na que em voce pode eu me meu minha onde quando como mas ja"
  ).split(" "),
);

/** Whether any of these words is one of them; accents do not count. */
export function hasSmallWords(words: readonly string[]): boolean {
  return words.some((word) =>
    SMALL.has(word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace("’", "'")),
  );
}
