import type { SkillOverTime } from '../../../src/contract/dashboard-evaluations.js';
import { useWords } from '../language/use-language.js';

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 56;
const RIGHT = WIDTH - 12;
const TOP = 12;
const BOTTOM = HEIGHT - 28;

type Stretch = SkillOverTime['stretches'][number];

/** Skill of each stretch at its last decision, with its interval as a band; a line at 0, and one where memory ends. */
export function SkillLine({ of, label }: { readonly of: SkillOverTime; readonly label: string }) {
  const { number, day } = useWords();
  const { stretches, headline_from: cutoff } = of;
  const known = stretches.filter(({ skill }) => skill !== null);
  const values = known.flatMap(({ skill, low, high }) => [skill!, low ?? skill!, high ?? skill!]);
  const [least, most] = [Math.min(-0.05, ...values), Math.max(0.05, ...values)];
  const times = known.map(({ to }) => to);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = (time: number): number => LEFT + (last === first ? 0.5 : (time - first) / (last - first)) * (RIGHT - LEFT);
  const y = (skill: number): number => TOP + ((most - skill) / (most - least)) * (BOTTOM - TOP);
  const points = (rows: readonly Stretch[], value: (row: Stretch) => number): string =>
    rows.map((row) => `${x(row.to)},${y(value(row))}`).join(' ');
  const periods = (['earlier', 'headline'] as const).map((name) => known.filter(({ period }) => period === name));
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[least, 0, most].map((skill) => (
        <g key={skill}>
          <line
            class="axis"
            x1={LEFT}
            x2={RIGHT}
            y1={y(skill)}
            y2={y(skill)}
            stroke-dasharray={skill === 0 ? '' : '3 4'}
          />
          <text x={LEFT - 8} y={y(skill) + 4} text-anchor="end" class="quiet">
            {number(Math.round(skill * 100) / 100)}
          </text>
        </g>
      ))}
      {cutoff !== null && cutoff > first && cutoff < last && (
        <line class="cutoff" x1={x(cutoff)} x2={x(cutoff)} y1={TOP} y2={BOTTOM} stroke-dasharray="5 4" />
      )}
      {periods.map((rows, index) => {
        const banded = rows.filter(({ low, high }) => low !== null && high !== null);
        const kind = index === 0 ? 'quiet-line' : 'line';
        return (
          <g key={index}>
            {
              banded.length > 1 &&
              <polygon class="band" points={`${points(banded, ({ high }) => high!)} ${points(banded.toReversed(), ({ low }) => low!)}`} /> // prettier-ignore
            }
            {
              banded.length === 1 &&
              <line class={kind} x1={x(banded[0]!.to)} x2={x(banded[0]!.to)} y1={y(banded[0]!.low!)} y2={y(banded[0]!.high!)} /> // prettier-ignore
            }
            <polyline class={kind} points={points(rows, ({ skill }) => skill!)} />
            {rows.length === 1 && <circle cx={x(rows[0]!.to)} cy={y(rows[0]!.skill!)} r="4" fill="var(--accent)" />}
          </g>
        );
      })}
      <text x={LEFT} y={HEIGHT - 8} class="quiet">
        {day(first)}
      </text>
      {last > first && (
        <text x={RIGHT} y={HEIGHT - 8} text-anchor="end" class="quiet">
          {day(last)}
        </text>
      )}
    </svg>
  );
}
