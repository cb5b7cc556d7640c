import { useState } from 'preact/hooks';
import type { SessionStatusView } from '../../../../src/contract/session.js';
import { change } from '../../api/client.js';
import { useChange } from '../../api/use-change.js';
import { useWords } from '../../language/use-language.js';
import { Confirm } from '../../ui/confirm.js';
import { Failure } from '../../ui/states.js';

/** Stop after the bar it is at; kill switch; take it back. */
export function SessionButtons({ session, onDone }: { readonly session: SessionStatusView; readonly onDone: () => void }) {
  const { t } = useWords();
  const [isAsked, setAsked] = useState(false);
  const { isBusy, error, run } = useChange();
  const path = `/sessions/${encodeURIComponent(session.session)}`;
  return (
    <div class="buttons">
      <button
        type="button"
        disabled={isBusy || session.status !== 'running'}
        onClick={() => run(() => change('stopSession', 'POST', `${path}/stop`), onDone)}
      >
        {t('sessions.stop.after')}
      </button>
      {session.halted === null ? (
        <button type="button" class="alarm" disabled={isBusy} onClick={() => setAsked(true)}>
          {t('sessions.halt')}
        </button>
      ) : (
        <button type="button" disabled={isBusy} onClick={() => run(() => change('resume', 'POST', `${path}/resume`), onDone)}>
          {t('sessions.resume')}
        </button>
      )}
      {error !== null && <Failure error={error} />}
      {isAsked && (
        <Confirm
          question={t('sessions.halt.question')}
          action={t('sessions.halt')}
          onCancel={() => setAsked(false)}
          onConfirm={() => {
            setAsked(false);
            run(() => change('halt', 'POST', `${path}/halt`, { reason: t('sessions.halt.reason') }), onDone);
          }}
        />
      )}
    </div>
  );
}
