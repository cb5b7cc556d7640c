import type { PageProps } from '../../app.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Empty, Failure, Loading, Show } from '../../ui/states.js';
import { Belief } from './belief.js';
import { Bounds } from './bounds.js';
import { Cost } from './cost.js';
import { Known } from './known.js';
import { News } from './news.js';
import { RunCycle } from './run-cycle.js';
import { Sizes } from './sizes.js';

/** The last cycle, or the one that is looked at: what is believed, how much that is worth, and on what it rests. */
export function Now({ id }: PageProps) {
  const { t, moment } = useWords();
  const cycles = useDocument('cycles', '/cycles?limit=60', ['cycle']);
  const newest = cycles.document?.cycles[0]?.id ?? null;
  const wanted = id ?? newest;
  const stored = useDocument('cycle', wanted === null ? null : `/cycles/${encodeURIComponent(wanted)}`);
  const isEmpty = cycles.state === 'ready' && wanted === null;
  return (
    <>
      <div class="head">
        <h1>{t('now.title')}</h1>
        <RunCycle />
      </div>
      {cycles.state === 'loading' && <Loading />}
      {cycles.error !== null && cycles.document === null && <Failure error={cycles.error} retry={cycles.reload} />}
      {isEmpty && <Empty what={t('now.empty')} remedy={t('now.empty.remedy')} />}
      {wanted !== null && (
        <Show loaded={stored}>
          {({ cycle, steps, time, source }) => (
            <>
              {source === 'demo' && <p class="notice">{t('demo.notice')}</p>}
              <p class="about">
                {cycle.snapshot.base_asset} · {moment(time)}
              </p>
              <div class="panels">
                <Belief cycle={cycle} rows={cycles.document?.cycles ?? []} />
                <Sizes cycle={cycle} steps={steps} />
                <Bounds cycle={cycle} />
                <Cost cycle={cycle} />
                <News cycle={cycle} />
                <Known snapshot={cycle.snapshot} />
              </div>
            </>
          )}
        </Show>
      )}
    </>
  );
}
