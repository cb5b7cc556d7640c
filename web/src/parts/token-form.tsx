import { useState } from 'preact/hooks';
import { knock } from '../api/client.js';
import { useWords } from '../language/use-language.js';

/** Asks for the token once the server has refused a request without one, or with another. */
export function TokenForm() {
  const { t, said } = useWords();
  const [value, setValue] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    setRefused(null);
    const problem = await knock(value.trim());
    setBusy(false);
    if (problem !== null) setRefused(problem.status === 401 ? t('token.wrong') : said(problem.message));
  };
  return (
    <form
      class="card token"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h1>{t('token.title')}</h1>
      <p>{t('token.about')}</p>
      <label>
        {t('token.label')}
        <input
          type="password"
          autocomplete="off"
          required
          value={value}
          onInput={({ currentTarget }) => setValue(currentTarget.value)}
        />
      </label>
      <div class="gap" />
      <button class="primary" disabled={isBusy}>
        {t('token.send')}
      </button>
      {refused !== null && <p role="alert">{refused}</p>}
    </form>
  );
}
