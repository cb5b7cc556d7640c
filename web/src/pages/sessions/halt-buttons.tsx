import { useState } from 'preact/hooks';
import { change, RequestFailed } from '../../api/client.js';
import { useWords } from '../../language/use-language.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { Failure } from '../../parts/states.js';

const REASON = 'by hand, from the dashboard';

function useChange() {
  const [error, setError] = useState<RequestFailed | null>(null);
  const [isDone, setDone] = useState(false);
  const carryOut = (asked: Promise<unknown>): void => {
    setDone(false);
    asked
      .then(() => {
        setError(null);
        setDone(true);
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof RequestFailed) setError(thrown);
      });
  };
  return { error, isDone, carryOut };
}

/** The kill switch of everything, and its undoing. */
export function HaltAll() {
  const { t } = useWords();
  const { error, isDone, carryOut } = useChange();
  return (
    <>
      <ConfirmButton
        label={t('sessions.haltall')}
        question={t('sessions.haltall.sure')}
        onConfirm={() => carryOut(change('haltAll', 'POST', '/sessions/halt', { reason: REASON }))}
      />
      <button onClick={() => carryOut(change('resumeAll', 'POST', '/sessions/resume'))}>
        {t('sessions.resumeall')}
      </button>
      {isDone && <span role="status">{t('sessions.done')}</span>}
      {error !== null && <Failure error={error} />}
    </>
  );
}

interface SessionButtonsOf {
  readonly name: string;
  /** Only what runs can be ended. The kill switch holds for the next start, too. */
  readonly isRunning: boolean;
  readonly isHalted: boolean;
}

/** End a session, or halt its trading and take that back. */
export function SessionButtons({ name, isRunning, isHalted }: SessionButtonsOf) {
  const { t } = useWords();
  const { error, isDone, carryOut } = useChange();
  const path = `/sessions/${encodeURIComponent(name)}`;
  return (
    <div class="row">
      {isHalted ? (
        <button onClick={() => carryOut(change('resume', 'POST', `${path}/resume`))}>{t('sessions.resume')}</button>
      ) : (
        <ConfirmButton
          label={t('sessions.halt')}
          question={t('sessions.halt.sure')}
          onConfirm={() => carryOut(change('halt', 'POST', `${path}/halt`, { reason: REASON }))}
        />
      )}
      {isRunning && (
        <ConfirmButton
          label={t('sessions.stop')}
          question={t('sessions.stop.sure')}
          onConfirm={() => carryOut(change('stopSession', 'POST', `${path}/stop`))}
        />
      )}
      {isDone && <span role="status">{t('sessions.done')}</span>}
      {error !== null && <Failure error={error} />}
    </div>
  );
}
