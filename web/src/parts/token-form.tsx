import { useEffect, useState } from 'preact/hooks';
import { token } from '../api/token.js';
import { useWords } from '../language/use-language.js';

/** Asks for the token once the server has refused a request without one. */
export function TokenForm() {
  const { t } = useWords();
  const [isAsked, setAsked] = useState(token.isAsked);
  const [value, setValue] = useState('');
  useEffect(() => token.onChange(() => setAsked(token.isAsked())), []);
  if (!isAsked) return null;
  return (
    <form
      class="card token"
      onSubmit={(event) => {
        event.preventDefault();
        token.set(value.trim());
      }}
    >
      <h2>{t('token.title')}</h2>
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
      <button class="primary">{t('token.send')}</button>
    </form>
  );
}
