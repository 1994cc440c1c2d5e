import { dateTimeFormat } from "@/lib/core/dates";
import { type ChartMonth, formatBytes, type UsageChart as Model } from "@/lib/services/usage";

const HEIGHT = 180;
/** Room for half a line of text above the highest tick, and for the months below. */
const TOP = 8;
const BOTTOM = 22;
const PLOT = HEIGHT - TOP - BOTTOM;
/** What is used but too little to see is still not nothing. */
const LEAST = 2;

type Texts = { download: string; upload: string; notMeasured: string };

/**
 * Bars of twelve months, download below and upload above it. Drawn on the server in percentages of the
 * width and pixels of the height, so that its words keep their size on a phone. A month without a
 * measurement is a gap with a dash.
 */
export function UsageChart({
  chart,
  allowanceBytes,
  label,
  locale,
  texts,
}: {
  chart: Model;
  allowanceBytes: number | null;
  /** What the picture says, in a sentence. */
  label: string;
  locale: string;
  texts: Texts;
}) {
  const y = (bytes: number) => TOP + PLOT * (1 - bytes / chart.top);
  const share = 100 / chart.months.length;
  return (
    <div className="flex gap-2 text-fg-muted text-xs">
      <div aria-hidden className="relative shrink-0 text-end tabular-nums">
        {/* The widest of them makes the column as wide as it must be. */}
        {chart.ticks.map((tick) => (
          <span key={tick} className="block h-0 overflow-hidden">
            {formatBytes(tick, locale)}
          </span>
        ))}
        {chart.ticks.map((tick) => (
          <span key={tick} className="absolute end-0 -translate-y-1/2" style={{ top: y(tick) }}>
            {formatBytes(tick, locale)}
          </span>
        ))}
      </div>
      <svg role="img" aria-label={label} height={HEIGHT} className="min-w-0 flex-1 overflow-visible">
        <title>{label}</title>
        {chart.ticks.map((tick) => (
          <line
            key={tick}
            x1="0"
            x2="100%"
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? "stroke-line-strong" : "stroke-line"}
          />
        ))}
        {chart.months.map((month, index) => (
          <g key={month.month}>
            <Bar month={month} x={index * share} width={share} y={y} locale={locale} texts={texts} />
            <text
              x={`${(index + 0.5) * share}%`}
              y={HEIGHT - 6}
              textAnchor="middle"
              // On a phone there is room for every other one.
              className={`fill-fg-muted ${index % 2 === 0 ? "max-sm:hidden" : ""}`}
            >
              {dateTimeFormat(locale, { month: "short", timeZone: "UTC" }).format(new Date(month.month))}
            </text>
          </g>
        ))}
        {allowanceBytes !== null && allowanceBytes <= chart.top && (
          <line
            x1="0"
            x2="100%"
            y1={y(allowanceBytes)}
            y2={y(allowanceBytes)}
            strokeDasharray="4 3"
            className="stroke-warning"
          />
        )}
      </svg>
    </div>
  );
}

function Bar({
  month: { month, usage },
  x,
  width,
  y,
  locale,
  texts,
}: {
  month: ChartMonth;
  /** Both in percent of the width. */
  x: number;
  width: number;
  y: (bytes: number) => number;
  locale: string;
  texts: Texts;
}) {
  const name = dateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(month),
  );
  if (!usage) {
    return (
      <text x={`${x + width / 2}%`} y={y(0) - 6} textAnchor="middle" className="fill-fg-muted">
        <title>{`${name}: ${texts.notMeasured}`}</title>–
      </text>
    );
  }
  const { bytesDown, bytesUp } = usage;
  const inset = width * 0.2;
  const column = { x: `${x + inset}%`, width: `${width - 2 * inset}%` };
  const total = Math.max(y(0) - y(bytesDown + bytesUp), bytesDown + bytesUp > 0 ? LEAST : 0);
  const down = bytesUp === 0 ? total : Math.min(y(0) - y(bytesDown), total);
  return (
    <>
      <rect {...column} y={y(0) - total} height={total - down} className="fill-fg-muted" />
      <rect {...column} y={y(0) - down} height={down} className="fill-primary" />
      {/* The whole column answers to the pointer. */}
      <rect x={`${x}%`} width={`${width}%`} y={TOP} height={PLOT} className="fill-transparent">
        <title>
          {`${name}: ${texts.download} ${formatBytes(bytesDown, locale)}, ${texts.upload} ${formatBytes(bytesUp, locale)}`}
        </title>
      </rect>
    </>
  );
}
