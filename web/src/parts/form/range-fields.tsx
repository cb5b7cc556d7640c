import { useWords } from '../../language/use-language.js';
import { ChoiceField, TextField } from './field.js';
import { typedNumbers, type Form } from './use-form.js';

export const RANGE_FIELDS = ['range', 'days', 'from', 'to'] as const;

/** Which time is meant: all there is, the last days, or from one day to another (the end not included). UTC. */
export function RangeFields({
  form,
  kinds,
}: {
  readonly form: Form;
  readonly kinds: readonly ('all' | 'days' | 'between')[];
}) {
  const { t } = useWords();
  const kind = form.values.range ?? kinds[0]!;
  return (
    <>
      <ChoiceField
        form={form}
        name="range"
        label={t('form.range')}
        choices={kinds.map((each) => [each, t(`form.range.${each}`)])}
      />
      {kind === 'days' && <TextField form={form} name="days" label={t('form.days')} type="number" required />}
      {kind === 'between' && (
        <>
          <TextField form={form} name="from" label={t('form.from')} type="date" />
          <TextField form={form} name="to" label={t('form.to')} type="date" />
        </>
      )}
    </>
  );
}

/** What of it is sent. */
export function rangeOf(
  { values }: Form,
  usual: 'all' | 'days' | 'between',
): { readonly from?: string; readonly to?: string; readonly days?: number } {
  const kind = values.range ?? usual;
  if (kind === 'days') return typedNumbers(values, ['days']);
  if (kind === 'all') return {};
  const said = Object.entries({ from: values.from, to: values.to }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return Object.fromEntries(said);
}
