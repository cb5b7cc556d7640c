import type { SizingStepDocument } from '../../../src/contract/dashboard-cycles.js';
import { useWords } from '../language/use-language.js';
import { Table } from '../parts/table.js';

const ROW = 24;
const LEFT = 205;
const WIDTH = 470;

const kindOf = (before: number, after: number): 'up' | 'down' | 'flat' =>
  after > before ? 'up' : after < before ? 'down' : 'flat';

/** What each factor and each limit made of k, one bar a step, and the same as a table. */
export function Waterfall({ steps, side }: { readonly steps: readonly SizingStepDocument[]; readonly side: string }) {
  const { t, number } = useWords();
  const title = t('now.waterfall', { side });
  const most = Math.max(1, ...steps.flatMap(({ before, after }) => [before, after]));
  const x = (k: number): number => LEFT + (k / most) * (WIDTH - LEFT - 50);
  const height = steps.length * ROW + 6;
  return (
    <>
      <h3>{title}</h3>
      <svg class="chart waterfall" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={title}>
        <line class="axis" x1={x(1)} x2={x(1)} y1="0" y2={height} stroke-dasharray="3 4" />
        {steps.map(({ step, before, after }, index) => {
          const top = index * ROW + 4;
          const left = Math.min(x(before), x(after));
          return (
            <g key={step}>
              <text x={LEFT - 10} y={top + 13} text-anchor="end">
                {t(`step.${step}`)}
              </text>
              <rect
                class={`bar-${kindOf(before, after)}`}
                x={left}
                y={top + 2}
                width={Math.max(2, Math.abs(x(after) - x(before)))}
                height={ROW - 10}
                rx="2"
              />
              <text x={Math.max(x(before), x(after)) + 6} y={top + 13} class="quiet">
                {number(Math.round(after * 1e3) / 1e3)}
              </text>
            </g>
          );
        })}
      </svg>
      <details>
        <summary>{t('now.waterfall.table')}</summary>
        <Table
          caption={title}
          head={[
            t('now.waterfall.step'),
            t('now.waterfall.value'),
            t('now.waterfall.before'),
            t('now.waterfall.after'),
          ]}
          rows={steps.map(({ step, value, before, after }) => ({
            key: step,
            cells: [t(`step.${step}`), number(value), number(before), number(after)],
          }))}
        />
      </details>
    </>
  );
}
