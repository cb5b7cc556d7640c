import { token } from '../api/token.js';
import { useWords } from '../language/use-language.js';

/** For a server that wants a token: it is typed here once, and never part of an address. */
export function TokenForm() {
  const { t } = useWords();
  return (
    <form
      class="panel token"
      onSubmit={(event) => {
        event.preventDefault();
        const value = new FormData(event.currentTarget).get('token');
        if (typeof value === 'string' && value.trim() !== '') token.set(value.trim());
      }}
    >
      <h1>{t('token.title')}</h1>
      <p>{t('token.about')}</p>
      <label>
        {t('token.label')}
        <input name="token" type="password" autocomplete="off" required />
      </label>
      <button type="submit">{t('token.send')}</button>
    </form>
  );
}
