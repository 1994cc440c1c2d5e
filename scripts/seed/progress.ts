import { stdout } from "node:process";

const WIDTH = 28;
const PER_LINE = 10;

export type Progress = { show: (done: number) => void; end: () => void };

/** Says how far something is: a bar that grows on a terminal, elsewhere a line for each tenth. */
export function startProgress(label: string, total: number): Progress {
  const started = performance.now();
  let tenths = 0;
  const show = (done: number) => {
    const share = total === 0 ? 1 : done / total;
    const seconds = (performance.now() - started) / 1_000;
    const left = share > 0 && share < 1 ? `, ${Math.ceil((seconds / share) * (1 - share))} s left` : "";
    const facts = `${done.toLocaleString("en")} of ${total.toLocaleString("en")} ${label}${left}`;
    if (stdout.isTTY) {
      const full = Math.round(share * WIDTH);
      stdout.write(`\r\x1b[2K${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${facts}`);
    } else if (Math.floor(share * PER_LINE) > tenths) {
      tenths = Math.floor(share * PER_LINE);
      stdout.write(`${facts}\n`);
    }
  };
  show(0);
  return {
    show,
    end: () => {
      if (stdout.isTTY) stdout.write("\n");
    },
  };
}
