import type { CallOutcome, CallPurpose } from '../../../../src/contract/dashboard-calls.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';

export interface CallFilters {
  readonly q: string;
  readonly model: string;
  readonly prompt: string;
  readonly purpose: string;
  readonly outcome: string;
  readonly failed: boolean;
}

const PURPOSES: readonly CallPurpose[] = ['opinion', 'without-news', 'contamination', 'check'];
const OUTCOMES: readonly CallOutcome[] = ['hit', 'miss', 'open', 'unknown'];

export const NO_FILTERS: CallFilters = { q: '', model: '', prompt: '', purpose: '', outcome: '', failed: false };

/** As the server takes them; a search of one letter is none yet. */
export function filterQuery({ q, failed, ...rest }: CallFilters): string {
  const text = q.trim();
  const parts = Object.entries({ ...rest, q: text.length < 2 ? '' : text, failed: failed ? 'true' : '' });
  return parts.flatMap(([name, value]) => (value.trim() === '' ? [] : [`&${name}=${encodeURIComponent(value.trim())}`])).join(''); // prettier-ignore
}

/** Which calls are listed. */
export function Filters({
  of,
  models,
  onChange,
}: {
  readonly of: CallFilters;
  /** Offered while one is typed. */
  readonly models: readonly string[];
  readonly onChange: (filters: CallFilters) => void;
}) {
  const { t } = useWords();
  const prompts = useDocument('prompts', '/prompts');
  const choice = (name: 'prompt' | 'purpose' | 'outcome', values: readonly (readonly [string, string])[]) => (
    <label>
      {t(`decisions.${name}`)}
      <select value={of[name]} onChange={({ currentTarget }) => onChange({ ...of, [name]: currentTarget.value })}>
        <option value="">{t('decisions.any')}</option>
        {values.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="row filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        {t('decisions.search')}
        <input
          type="search"
          value={of.q}
          onInput={({ currentTarget }) => onChange({ ...of, q: currentTarget.value })}
        />
      </label>
      <label>
        {t('decisions.model')}
        <input
          list="models-of-calls"
          value={of.model}
          onChange={({ currentTarget }) => onChange({ ...of, model: currentTarget.value })}
        />
        <datalist id="models-of-calls">
          {models.map((model) => (
            <option key={model} value={model} />
          ))}
        </datalist>
      </label>
      {choice('prompt', prompts.document?.prompts.map(({ id }) => [id, id] as const) ?? [])}
      {choice(
        'purpose',
        PURPOSES.map((each) => [each, t(`decisions.purpose.${each}`)] as const),
      )}
      {choice(
        'outcome',
        OUTCOMES.map((each) => [each, t(`decisions.outcome.${each}`)] as const),
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={of.failed}
          onChange={({ currentTarget }) => onChange({ ...of, failed: currentTarget.checked })}
        />
        {t('decisions.failed')}
      </label>
    </form>
  );
}
