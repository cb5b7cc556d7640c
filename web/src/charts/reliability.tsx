import { useWords } from '../language/use-language.js';

export interface ReliabilityBin {
  readonly n: number;
  readonly mean_forecast: number;
  readonly observed: number;
  readonly wilson: { readonly low: number; readonly high: number };
}

const SIZE = 260;
const x = (share: number): number => 48 + share * (SIZE - 70);
const y = (share: number): number => SIZE - 30 - share * (SIZE - 40);

/** What came true beside what was forecast: calibrated forecasts lie on the diagonal. Bars are 95 % intervals. */
export function Reliability({ bins }: { readonly bins: readonly ReliabilityBin[] }) {
  const { t, percent } = useWords();
  return (
    <svg
      class="chart gauge"
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label={t('quality.diagram.alt', { n: bins.length })}
    >
      <path d={`M${x(0)} ${y(1)}V${y(0)}H${x(1)}`} fill="none" class="axis" />
      <line class="axis" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke-dasharray="4 4" />
      {bins.map((bin) => (
        <g key={bin.mean_forecast}>
          <line
            x1={x(bin.mean_forecast)}
            x2={x(bin.mean_forecast)}
            y1={y(bin.wilson.low)}
            y2={y(bin.wilson.high)}
            stroke="var(--flat)"
          />
          <circle cx={x(bin.mean_forecast)} cy={y(bin.observed)} r="5" fill="var(--accent)" />
        </g>
      ))}
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <text x={x(share)} y={SIZE - 12} text-anchor="middle" class="quiet">
            {percent(share)}
          </text>
          {share > 0 && (
            <text x={44} y={y(share) + 4} text-anchor="end" class="quiet">
              {percent(share)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
