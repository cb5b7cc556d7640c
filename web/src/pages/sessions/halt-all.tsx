import { useState } from 'preact/hooks';
import { change } from '../../api/client.js';
import { useChange } from '../../api/use-change.js';
import { useWords } from '../../language/use-language.js';
import { Confirm } from '../../ui/confirm.js';
import { Failure } from '../../ui/states.js';

/** The kill switch of all sessions, and the way back. */
export function HaltAll() {
  const { t } = useWords();
  const [isAsked, setAsked] = useState(false);
  const { isBusy, error, run } = useChange();
  return (
    <div class="buttons">
      <button type="button" class="alarm" disabled={isBusy} onClick={() => setAsked(true)}>
        {t('sessions.halt.all')}
      </button>
      <button type="button" disabled={isBusy} onClick={() => run(() => change('resumeAll', 'POST', '/sessions/resume'))}>
        {t('sessions.resume.all')}
      </button>
      {error !== null && <Failure error={error} />}
      {isAsked && (
        <Confirm
          question={t('sessions.halt.question')}
          action={t('sessions.halt.all')}
          onCancel={() => setAsked(false)}
          onConfirm={() => {
            setAsked(false);
            run(() => change('haltAll', 'POST', '/sessions/halt', { reason: t('sessions.halt.reason') }));
          }}
        />
      )}
    </div>
  );
}
