import type { z } from 'zod';
import type { dataFetchSchema } from '../../../../src/contract/data.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { ChoiceField, TextField } from '../../parts/form/field.js';
import { RangeFields, rangeOf } from '../../parts/form/range-fields.js';
import { typedList, useForm } from '../../parts/form/use-form.js';
import { JobLine } from '../../parts/job-line.js';
import { Table } from '../../parts/table.js';
import { useJob } from '../../parts/use-job.js';

type Fetched = z.infer<typeof dataFetchSchema>;

const INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d'] as const;
const KINDS = ['klines', 'funding', 'mark'] as const;
const MARKETS = ['spot', 'um'] as const;

/** Bars or funding of symbols over a time, from the exchange of the settings. */
export function FetchForm({
  onDone,
  onLook,
}: {
  readonly onDone: () => void;
  readonly onLook: (series: string) => void;
}) {
  const { t, number } = useWords();
  const fetching = useJob(onDone, 'fetch');
  const form = useForm({ symbols: 'BTCUSDT', interval: '1h', range: 'days', days: '90' }, fetching);
  const { values } = form;
  const kind = KINDS.find((each) => each === values.kind) ?? 'klines';
  const market = MARKETS.find((each) => each === values.market) ?? 'spot';
  const got = fetching.job?.state === 'done' ? ((fetching.job.result?.document ?? null) as Fetched | null) : null;
  return (
    <Card title={t('data.fetch')} wide>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          form.sent();
          fetching.start({
            kind: 'fetch',
            request: {
              symbols: typedList(values.symbols),
              interval: (values.interval ?? '').trim(),
              kind,
              ...(kind === 'klines' ? { market } : {}),
              ...rangeOf(form, 'days'),
            },
          });
        }}
      >
        <div class="row">
          <TextField form={form} name="symbols" label={t('data.symbols')} required />
          <TextField form={form} name="interval" label={t('data.interval')} offers={INTERVALS} required />
          <ChoiceField
            form={form}
            name="kind"
            label={t('data.kind')}
            choices={KINDS.map((each) => [each, t(`data.kind.${each}`)])}
          />
          {kind === 'klines' && (
            <ChoiceField
              form={form}
              name="market"
              label={t('data.market')}
              choices={MARKETS.map((each) => [each, t(`data.market.${each}`)])}
            />
          )}
          <RangeFields form={form} kinds={['days', 'between']} />
          <button class="primary" disabled={fetching.isBusy}>
            {t('data.fetch.run')}
          </button>
        </div>
      </form>
      <JobLine control={fetching} />
      {got !== null && (
        <Table
          caption={t('data.fetched')}
          head={[t('data.symbol'), t('data.changed'), t('data.rows'), t('data.notreceived')]}
          rows={got.series.map(({ source, symbol, interval, changed, rows, not_received, known }) => {
            const missing = not_received.reduce((sum, gap) => sum + gap.missing, 0);
            const name = `${source}/${symbol}:${interval}`;
            return {
              key: name,
              cells: [
                kind === 'funding' ? symbol : <button onClick={() => onLook(`${symbol}:${interval}`)}>{name}</button>,
                known ? number(changed) : t('data.unknown'),
                number(rows),
                number(missing),
              ],
            };
          })}
        />
      )}
    </Card>
  );
}
