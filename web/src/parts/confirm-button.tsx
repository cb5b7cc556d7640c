import { useId, useRef } from 'preact/hooks';
import { useWords } from '../language/use-language.js';

/** A button that asks first. The dialog is the browser's: it holds the focus, and Escape means no. */
export function ConfirmButton({
  label,
  question,
  onConfirm,
}: {
  readonly label: string;
  readonly question: string;
  readonly onConfirm: () => void;
}) {
  const { t } = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button class="danger" onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={id}>
        <p id={id}>{question}</p>
        <div class="row">
          <button
            class="danger"
            onClick={() => {
              dialog.current?.close();
              onConfirm();
            }}
          >
            {label}
          </button>
          <button onClick={() => dialog.current?.close()}>{t('cancel')}</button>
        </div>
      </dialog>
    </>
  );
}
