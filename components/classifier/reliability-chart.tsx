import type { ReliabilityBin } from "@/lib/classifier/types";

const SIZE = 200;
const LEFT = 30;
const TOP = 8;
const BOTTOM = 30;
const TICKS = [0, 0.5, 1];

/**
 * What was promised against what was kept: dots on the line mean what they say, the larger the more predictions they
 * stand for. Drawn on the server; `label` says the same in words.
 */
export function ReliabilityChart({
  bins,
  label,
  texts,
  percent,
}: {
  bins: readonly ReliabilityBin[];
  label: string;
  texts: { promised: string; kept: string };
  percent: (share: number) => string;
}) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const x = (share: number) => LEFT + share * SIZE;
  const y = (share: number) => TOP + (1 - share) * SIZE;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${LEFT + SIZE + 20} ${TOP + SIZE + BOTTOM}`}
      className="block w-full max-w-72"
    >
      {TICKS.map((tick) => (
        <g key={tick} className="fill-fg-muted text-[10px] tabular-nums">
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={LEFT - 5} y={y(tick) + 3} textAnchor="end">
            {percent(tick)}
          </text>
          <text x={x(tick)} y={TOP + SIZE + 13} textAnchor="middle">
            {percent(tick)}
          </text>
        </g>
      ))}
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="stroke-line-strong" strokeDasharray="3 3" />
      {bins
        .filter(({ count }) => count > 0)
        .map((bin) => (
          <circle
            key={bin.from}
            cx={x(bin.confidence)}
            cy={y(bin.accuracy)}
            r={3 + 5 * Math.sqrt(bin.count / most)}
            className="fill-primary"
            fillOpacity="0.75"
          />
        ))}
      <text x={x(0.5)} y={TOP + SIZE + 27} textAnchor="middle" className="fill-fg-muted text-[10px]">
        {texts.promised}
      </text>
      <text
        x={9}
        y={y(0.75)}
        textAnchor="middle"
        transform={`rotate(-90 9 ${y(0.75)})`}
        className="fill-fg-muted text-[10px]"
      >
        {texts.kept}
      </text>
    </svg>
  );
}
