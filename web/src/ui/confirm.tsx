import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../language/use-language.js';

/** Asks before something that cannot be taken back at once. Escape and the first button give up. */
export function Confirm({ question, action, onConfirm, onCancel }: { readonly question: string; readonly action: string; readonly onConfirm: () => void; readonly onCancel: () => void }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-label={question} onCancel={onCancel}>
      <p>{question}</p>
      <div class="buttons">
        <button type="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="button" class="alarm" onClick={onConfirm}>
          {action}
        </button>
      </div>
    </dialog>
  );
}
