/** Lets one caller through at a time, in the order of arrival. */
export class Turnstile {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn, with the function that gives the turn on. */
  async enter(): Promise<() => void> {
    let leave: () => void = () => {};
    const before = this.#last;
    const mine = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#last = before.then(() => mine);
    await before;
    return leave;
  }
}
