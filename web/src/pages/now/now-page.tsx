import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { JobLine } from '../../parts/job-line.js';
import { Empty, Shown } from '../../parts/states.js';
import { useJob } from '../../parts/use-job.js';
import type { Place } from '../../router.js';
import { CycleView } from './cycle-view.js';

/** What is believed now; or a kept cycle, where the address names one. */
export function NowPage({ place }: { readonly place: Place }) {
  const { t } = useWords();
  const [source, setSource] = useState<'demo' | 'real'>('demo');
  const cycle = useDocument('cycle', `/cycles/${encodeURIComponent(place.id ?? 'latest')}`, ['cycle']);
  const history = useDocument('cycles', '/cycles?limit=60', ['cycle']);
  const run = useJob(() => {
    cycle.reload();
    history.reload();
  });
  const isEmpty = cycle.error?.status === 404 && place.id === null && cycle.document === null;
  return (
    <>
      <div class="top">
        <h1>{t('now.title')}</h1>
        <div class="row">
          <select
            aria-label={t('now.run.source')}
            value={source}
            onChange={({ currentTarget }) => setSource(currentTarget.value === 'real' ? 'real' : 'demo')}
          >
            <option value="demo">{t('now.run.demo')}</option>
            <option value="real">{t('now.run.real')}</option>
          </select>
          <button
            class="primary"
            disabled={run.isBusy}
            onClick={() => run.start({ kind: 'cycle', request: { source } })}
          >
            {t('now.run')}
          </button>
        </div>
      </div>
      <JobLine control={run} />
      {isEmpty ? (
        <Empty title={t('now.empty')}>{t('now.empty.remedy')}</Empty>
      ) : (
        <Shown loaded={cycle}>
          {(document) => <CycleView stored={document} history={history.document?.cycles ?? []} />}
        </Shown>
      )}
    </>
  );
}
