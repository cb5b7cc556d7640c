import { useState } from 'preact/hooks';
import { change, RequestFailed } from '../../api/client.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { ChoiceField, TextField } from '../../parts/form/field.js';
import { typedNumbers, useForm } from '../../parts/form/use-form.js';
import { Failure, Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { hrefOf } from '../../router.js';

const LIMITS = ['speed', 'max_daily_loss', 'max_entries_per_day'] as const;

/** A paper session that trades as the run did. What it takes, and what it cannot, is shown before it begins. */
export function PaperCard({ run }: { readonly run: string }) {
  const { t, said } = useWords();
  const [error, setError] = useState<RequestFailed | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useForm({ prices: 'bars' }, { job: null, error });
  const { values } = form;
  const isLive = values.prices === 'live';
  const preview = useDocument('runSession', `/runs/${encodeURIComponent(run)}/session?live=${isLive}`);
  const start = (): void => {
    const name = values.name?.trim() ?? '';
    const usual = `page-${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`;
    form.sent();
    setBusy(true);
    setError(null);
    change('startSession', 'POST', '/sessions', {
      from: 'run',
      name: name === '' ? usual : name,
      run,
      live: isLive,
      ...typedNumbers(values, LIMITS.slice(isLive ? 1 : 0)),
    })
      .then(({ session }) => {
        location.hash = hrefOf('sessions', session);
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof RequestFailed) setError(thrown);
      })
      .finally(() => setBusy(false));
  };
  return (
    <Card title={t('paper.title')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <div class="row">
          <ChoiceField
            form={form}
            name="prices"
            label={t('paper.prices')}
            choices={[
              ['bars', t('paper.prices.bars')],
              ['live', t('paper.prices.live')],
            ]}
          />
          <TextField form={form} name="name" label={t('paper.name')} hint="page-…" />
          {LIMITS.slice(isLive ? 1 : 0).map((name) => (
            <TextField key={name} form={form} name={name} label={t(`paper.${name}`)} hint={t('none')} type="number" />
          ))}
        </div>
        <Shown loaded={preview}>
          {({ takes, left_out }) => (
            <>
              {left_out.length === 0 ? (
                <p>{t('paper.whole')}</p>
              ) : (
                <>
                  <p>{t('paper.leftout')}</p>
                  <ul class="plain">
                    {left_out.map(({ field, reason }) => (
                      <li key={field}>
                        <code>{field}</code> {said(reason)}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <details>
                <summary>{t('paper.takes', { n: takes.length })}</summary>
                <Table
                  caption={t('paper.takes', { n: takes.length })}
                  head={[t('paper.field'), t('settings.value')]}
                  rows={takes.map(({ field, value }) => ({ key: field, cells: [<code>{field}</code>, value] }))}
                />
              </details>
            </>
          )}
        </Shown>
        <button disabled={isBusy}>{t('run.paper')}</button>
      </form>
      {isBusy && <p role="status">{t('paper.starting')}</p>}
      {error !== null && <Failure error={error} />}
    </Card>
  );
}
