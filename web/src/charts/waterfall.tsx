import type { SizingStepDocument } from '../../../src/contract/dashboard-cycles.js';
import { useWords } from '../language/use-language.js';

/** Below this a step changed nothing that could be seen. */
const SEEN = 5e-4;

/**
 * Every factor and every cap with k before and after it, as bars beside the numbers: the table is the text of the picture.
 * @param most the largest k that is drawn, for both sides alike
 */
export function Waterfall({ steps, side, most }: { readonly steps: readonly SizingStepDocument[]; readonly side: 'long' | 'short'; readonly most: number }) {
  const { t, number } = useWords();
  const title = t('now.waterfall', { side: t(`side.${side}`) });
  const share = (k: number): number => (100 * k) / Math.max(most, 1e-9);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={title}>
      <table class="waterfall">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('now.waterfall.step')}</th>
            <th scope="col" class="number">
              {t('now.waterfall.value')}
            </th>
            <th scope="col" class="number">
              {t('now.waterfall.before')}
            </th>
            <th scope="col" class="number">
              {t('now.waterfall.after')}
            </th>
            <td aria-hidden="true" class="drawn" />
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, before, after, value }) => {
            const kind = Math.abs(after - before) < SEEN ? 'same' : after > before ? 'up' : 'down';
            const [low, high] = [Math.min(before, after), Math.max(before, after)];
            return (
              <tr key={step} class={kind}>
                <th scope="row">{t(`step.${step}`)}</th>
                <td class="number">{value === null ? '' : number(value)}</td>
                <td class="number">{number(before)}</td>
                <td class="number">{number(after)}</td>
                <td aria-hidden="true" class="drawn">
                  <svg viewBox="0 0 100 12" preserveAspectRatio="none">
                    <rect class="held" x="0" y="3" width={share(low)} height="6" />
                    <rect class={kind} x={share(low)} y="1" width={Math.max(share(high) - share(low), 0.6)} height="10" />
                  </svg>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
