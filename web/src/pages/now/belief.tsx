import type { CycleDocument } from '../../../../src/contract/cycle.js';
import type { CycleRow } from '../../../../src/contract/dashboard-cycles.js';
import { Gauge } from '../../charts/gauge.js';
import { Spark } from '../../charts/spark.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';

/** The regime, how it was before, and why. */
export function Belief({ cycle, rows }: { readonly cycle: CycleDocument; readonly rows: readonly CycleRow[] }) {
  const { t, percent } = useWords();
  const { llm_output: output, snapshot } = cycle;
  const history = rows.filter((row) => row.base_asset === snapshot.base_asset).map((row) => row.prob_bull);
  const says =
    output === null
      ? ''
      : t('now.gauge', { asset: snapshot.base_asset, hours: snapshot.horizon_hours, percent: percent(output.prob_bull) });
  return (
    <Panel title={t('now.gauge.title')}>
      {output === null ? (
        <p>
          <strong>{t('regime.none')}</strong>
        </p>
      ) : (
        <>
          <Gauge probability={output.prob_bull} label={output.regime_label} says={says} />
          <p class="about">{says}</p>
          <p>{t('now.confidence', { level: t(`now.confidence.${output.confidence_level}`) })}</p>
        </>
      )}
      {history.length > 1 && (
        <>
          <Spark values={history.toReversed()} says={t('now.history', { n: history.length })} />
          <p class="about">{t('now.history', { n: history.length })}</p>
        </>
      )}
      {output !== null && (
        <>
          <h3>{t('now.reasoning')}</h3>
          <p class="said">{output.reasoning_short === '' ? t('now.reasoning.none') : output.reasoning_short}</p>
          {output.factors_summary.length > 0 && (
            <>
              <h3>{t('now.factors')}</h3>
              <ul class="said">
                {output.factors_summary.map((factor, index) => (
                  <li key={index}>{factor}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Panel>
  );
}
