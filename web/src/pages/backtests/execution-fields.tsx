import type { RouteAnswer } from '../../../../src/contract/dashboard-routes.js';
import { useWords } from '../../language/use-language.js';
import { ChoiceField, FieldGroup, TextField } from '../../parts/form/field.js';
import { typedNumbers, type Form } from '../../parts/form/use-form.js';

const COSTS = [
  'initial_equity', 'maker_fee', 'taker_fee', 'slippage_bps', 'slippage_impact', 'slippage_volatility_bars', 'slippage_max_bps',
  'latency_ms', 'leverage', 'max_participation', 'min_rebalance', 'borrow_rate_per_year',
] as const; // prettier-ignore
const LIMITS = [
  'max_exposure', 'max_net_exposure', 'max_group_exposure', 'group_correlation', 'group_bars', 'max_change_per_decision',
  'max_drawdown',
] as const; // prettier-ignore
const INSTRUMENTS = ['perp', 'margin', 'spot'] as const;
const FILLS = ['next-open', 'close'] as const;

type Choices = RouteAnswer<'choices'>;

/** What orders cost, how they are filled, and what bounds them; a field that is empty stays at its default, which it shows. */
export function ExecutionFields({
  form,
  defaults,
}: {
  readonly form: Form;
  readonly defaults: Choices['execution'] | null;
}) {
  const { t, number } = useWords();
  const usual = (name: keyof Choices['execution']): string => {
    const value = defaults?.[name] ?? null;
    return typeof value === 'number' ? number(value) : t('none');
  };
  const field = (name: (typeof COSTS)[number] | (typeof LIMITS)[number]) => (
    <TextField key={name} form={form} name={name} label={t(`cost.${name}`)} hint={usual(name)} type="number" />
  );
  return (
    <>
      <FieldGroup form={form} title={t('form.costs')} names={[...COSTS, 'instrument', 'fill']}>
        <ChoiceField
          form={form}
          name="instrument"
          label={t('cost.instrument')}
          choices={INSTRUMENTS.map((each) => [each, t(`cost.instrument.${each}`)])}
        />
        <ChoiceField
          form={form}
          name="fill"
          label={t('cost.fill')}
          choices={FILLS.map((each) => [each, t(`cost.fill.${each}`)])}
        />
        {COSTS.map(field)}
      </FieldGroup>
      <FieldGroup form={form} title={t('form.limits')} names={LIMITS}>
        {LIMITS.map(field)}
      </FieldGroup>
    </>
  );
}

/** What of them is sent. */
export function executionOf({ values }: Form): Record<string, never> {
  const chosen = Object.entries({ instrument: values.instrument, fill: values.fill });
  return {
    ...typedNumbers(values, [...COSTS, ...LIMITS]),
    ...Object.fromEntries(chosen.flatMap(([name, value]) => (value === undefined ? [] : [[name, value as never]]))),
  };
}
