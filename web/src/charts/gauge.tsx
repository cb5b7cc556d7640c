import { useWords } from '../language/use-language.js';

const CENTRE = 120;
const RADIUS = 95;
/** From left, 0, to right, 1. */
const at = (share: number, radius: number): readonly [number, number] => {
  const angle = Math.PI * (1 - share);
  return [CENTRE + radius * Math.cos(angle), CENTRE - radius * Math.sin(angle)];
};
const arc = (from: number, to: number): string =>
  `M${at(from, RADIUS).join(' ')}A${RADIUS} ${RADIUS} 0 0 1 ${at(to, RADIUS).join(' ')}`;

/** Probability of bull as a needle over three fields; below 0.4 is bearish, above 0.6 bullish. */
export function Gauge({ probability, label }: { readonly probability: number; readonly label: string }) {
  const { percent } = useWords();
  const [x, y] = at(probability, RADIUS - 18);
  return (
    <svg class="chart gauge" viewBox="0 0 240 150" role="img" aria-label={label}>
      <path d={arc(0, 1)} class="track" />
      <path d={arc(0, 0.392)} fill="none" stroke="var(--down)" stroke-width="16" opacity="0.75" />
      <path d={arc(0.408, 0.592)} fill="none" stroke="var(--flat)" stroke-width="16" opacity="0.55" />
      <path d={arc(0.608, 1)} fill="none" stroke="var(--up)" stroke-width="16" opacity="0.75" />
      <line x1={CENTRE} y1={CENTRE} x2={x} y2={y} class="needle" />
      <circle cx={CENTRE} cy={CENTRE} r="5" fill="var(--text)" />
      <text x="16" y="142" class="quiet">
        {percent(0)}
      </text>
      <text x="120" y="146" text-anchor="middle" font-weight="600">
        {percent(probability, 1)}
      </text>
      <text x="224" y="142" text-anchor="end" class="quiet">
        {percent(1)}
      </text>
    </svg>
  );
}
