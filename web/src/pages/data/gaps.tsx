import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Panel } from '../../ui/panel.js';
import { Show } from '../../ui/states.js';

/** What a look at a stored series found. */
export function Gaps({ series }: { readonly series: string }) {
  const { t } = useWords();
  const loaded = useDocument('dataCheck', `/data/check?series=${encodeURIComponent(series)}`);
  return (
    <Panel title={t('data.gaps', { series })}>
      <Show loaded={loaded}>{(document) => <pre tabIndex={0}>{JSON.stringify(document, null, 2)}</pre>}</Show>
    </Panel>
  );
}
