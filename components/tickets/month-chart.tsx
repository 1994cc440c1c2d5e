/** A month with two counts. */
export type MonthBar = { label: string; title: string; opened: number; resolved: number };

const WIDTH = 360;
const HEIGHT = 124;
const BASE = 102;
const TOP = 14;
const BAR = 9;

/**
 * Opened and resolved tickets by month, drawn on the server. What it shows is said in `label`, and in full by the
 * table beside it.
 */
export function MonthChart({ months, label }: { months: readonly MonthBar[]; label: string }) {
  const most = Math.max(1, ...months.flatMap(({ opened, resolved }) => [opened, resolved]));
  const step = WIDTH / Math.max(1, months.length);
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, ((BASE - TOP) * count) / most));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="block w-full max-w-lg">
      <text x="0" y="9" className="fill-fg-muted text-[9px] tabular-nums">
        {most}
      </text>
      <line x1="0" x2={WIDTH} y1={TOP} y2={TOP} className="stroke-line" strokeDasharray="2 3" />
      <line x1="0" x2={WIDTH} y1={BASE} y2={BASE} className="stroke-line-hover" />
      {months.map((month, index) => {
        const middle = step * index + step / 2;
        return (
          <g key={month.title}>
            <title>{month.title}</title>
            <rect
              x={middle - BAR - 0.75}
              y={BASE - height(month.opened)}
              width={BAR}
              height={height(month.opened)}
              rx="1.5"
              className="fill-primary"
            />
            <rect
              x={middle + 0.75}
              y={BASE - height(month.resolved)}
              width={BAR}
              height={height(month.resolved)}
              rx="1.5"
              className="fill-line-strong"
            />
            <text x={middle} y={BASE + 15} textAnchor="middle" className="fill-fg-muted text-[10px]">
              {month.label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
