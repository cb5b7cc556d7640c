import { change } from '../../api/client.js';
import { useChange } from '../../api/use-change.js';
import { useWords } from '../../language/use-language.js';
import { Failure } from '../../ui/states.js';

/** A paper session on generated bars: a process of its own, which goes on when the page is closed. */
export function StartDemo({ onStarted }: { readonly onStarted: () => void }) {
  const { t } = useWords();
  const { isBusy, error, run } = useChange();
  return (
    <form
      class="buttons"
      onSubmit={(event) => {
        event.preventDefault();
        const name = new FormData(event.currentTarget).get('name');
        if (typeof name !== 'string') return;
        run(() => change('startSession', 'POST', '/sessions', { from: 'demo', name: name.trim() }), onStarted);
      }}
    >
      <label>
        {t('sessions.start.name')}
        <input name="name" required maxLength={64} pattern="[A-Za-z0-9][A-Za-z0-9._\-]*" defaultValue="demo" />
      </label>
      <button type="submit" disabled={isBusy}>
        {t('sessions.start.demo')}
      </button>
      {error !== null && <Failure error={error} />}
    </form>
  );
}
