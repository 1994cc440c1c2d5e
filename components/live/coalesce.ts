/**
 * Gathers requests into runs: the first one starts a run after `delay` milliseconds, those in between
 * ride along, and those during a run lead to one more after it. `settled` says that a run is over.
 */
export function createCoalescer(run: () => void, delay: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  let isPaused = false;
  let isDue = false;

  function request() {
    isDue = true;
    if (!isRunning && !isPaused) timer ??= setTimeout(fire, delay);
  }

  function fire() {
    timer = undefined;
    isDue = false;
    isRunning = true;
    run();
  }

  return {
    request,
    settled() {
      isRunning = false;
      if (isDue) request();
    },
    /** Nobody is looking: what is requested waits until `resume`. */
    pause() {
      isPaused = true;
      clearTimeout(timer);
      timer = undefined;
    },
    resume() {
      isPaused = false;
      if (isDue) request();
    },
  };
}
