import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { useJob } from '../../api/use-job.js';
import { useWords } from '../../language/use-language.js';
import { JobView } from '../../ui/job-view.js';
import { Panel } from '../../ui/panel.js';
import { Failure, Show } from '../../ui/states.js';
import { Table } from '../../ui/table.js';

/** What is set and where each value came from; what works on this machine; which models there are. */
export default function Settings() {
  const { t } = useWords();
  const [filter, setFilter] = useState('');
  const loaded = useDocument('settings', '/settings');
  return (
    <>
      <div class="head">
        <h1>{t('settings.title')}</h1>
      </div>
      <div class="panels">
        <Checks kind="doctor" />
        <Checks kind="models" />
        <Panel title={t('settings.values')} about={t('settings.values.about')} wide>
          <label>
            {t('settings.filter')} <input type="search" value={filter} onInput={({ currentTarget }) => setFilter(currentTarget.value)} />
          </label>
          <Show loaded={loaded}>
            {({ settings }) => (
              <Table
                label={t('settings.values')}
                rows={settings.filter(({ key, env }) => `${key} ${env}`.toLowerCase().includes(filter.trim().toLowerCase()))}
                keyOf={({ key }) => key}
                columns={[
                  { title: t('settings.key'), show: ({ key }) => <code>{key}</code> },
                  { title: t('settings.value'), show: ({ value }) => (value === null ? t('none') : <code>{String(value)}</code>) },
                  { title: t('settings.origin'), show: ({ origin }) => origin },
                  { title: t('settings.env'), show: ({ env }) => <code>{env}</code> },
                ]}
              />
            )}
          </Show>
        </Panel>
      </div>
    </>
  );
}

/** A look at this machine, or at its models: done when it is asked for, since it asks others. */
function Checks({ kind }: { readonly kind: 'doctor' | 'models' }) {
  const { t } = useWords();
  const { job, error, start, cancel } = useJob();
  const request = kind === 'doctor' ? { kind, request: { offline: true } } : { kind, request: { probe: false } };
  const document = job?.result?.document ?? null;
  return (
    <Panel title={t(`settings.${kind}`)} about={t(`settings.${kind}.about`)}>
      <button type="button" onClick={() => start(request)}>
        {t('settings.look')}
      </button>
      {error !== null && <Failure error={error} />}
      {job !== null && <JobView job={job} cancel={cancel} />}
      {document !== null && <pre tabIndex={0}>{JSON.stringify(document, null, 2)}</pre>}
    </Panel>
  );
}
