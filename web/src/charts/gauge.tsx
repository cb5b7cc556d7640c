import type { RegimeLabel } from '../../../src/core/regime/schema.js';
import { useWords } from '../language/use-language.js';

const RADIUS = 90;
const CENTRE = { x: 110, y: 105 };

const at = (share: number, radius: number): string => {
  const angle = Math.PI * (1 - share);
  return `${(CENTRE.x + radius * Math.cos(angle)).toFixed(1)} ${(CENTRE.y - radius * Math.sin(angle)).toFixed(1)}`;
};
const arc = (from: number, to: number): string => `M${at(from, RADIUS)} A${RADIUS} ${RADIUS} 0 0 1 ${at(to, RADIUS)}`;

/** A probability on half a dial: bear below 40 %, bull above 60 %, the thresholds that name a regime. */
export function Gauge({ probability, label, says }: { readonly probability: number; readonly label: RegimeLabel; readonly says: string }) {
  const { t, percent } = useWords();
  return (
    <figure class={`gauge ${label}`}>
      <svg viewBox="0 0 220 125" role="img" aria-label={says}>
        <path class="bear" d={arc(0, 0.395)} />
        <path class="neutral" d={arc(0.405, 0.595)} />
        <path class="bull" d={arc(0.605, 1)} />
        <path class="needle" d={`M${CENTRE.x} ${CENTRE.y} L${at(probability, RADIUS - 16)}`} />
        <circle cx={CENTRE.x} cy={CENTRE.y} r="6" />
      </svg>
      <figcaption>
        <strong>{t(`regime.${label}`)}</strong> <span>{percent(probability)}</span>
      </figcaption>
    </figure>
  );
}
