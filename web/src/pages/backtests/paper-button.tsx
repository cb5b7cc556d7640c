import { useState } from 'preact/hooks';
import { change, RequestFailed } from '../../api/client.js';
import { useWords } from '../../language/use-language.js';
import { Failure } from '../../parts/states.js';
import { hrefOf } from '../../router.js';

/** A paper session on demo data: a process of its own, that outlives the page. */
export function PaperButton() {
  const { t } = useWords();
  const [error, setError] = useState<RequestFailed | null>(null);
  const [isBusy, setBusy] = useState(false);
  const start = (): void => {
    const name = `page-${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`;
    setBusy(true);
    change('startSession', 'POST', '/sessions', { from: 'demo', name })
      .then(({ session }) => {
        location.hash = hrefOf('sessions', session);
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof RequestFailed) setError(thrown);
      })
      .finally(() => setBusy(false));
  };
  return (
    <>
      <p>
        <button disabled={isBusy} onClick={start}>
          {t('sessions.start.demo')}
        </button>
      </p>
      {error !== null && <Failure error={error} />}
    </>
  );
}
