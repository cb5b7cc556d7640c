import type { StrategyInfo } from '../../../../src/contract/strategies.js';
import { useWords } from '../../language/use-language.js';
import { ChoiceField, TextField } from '../../parts/form/field.js';
import type { Form } from '../../parts/form/use-form.js';

/** What the JSON Schema of a strategy says of one parameter, as far as a form can use it. */
interface ParameterSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
}

const schemaOf = ({ schema }: StrategyInfo, name: string): ParameterSchema =>
  (schema as { readonly properties?: Readonly<Record<string, ParameterSchema>> } | null)?.properties?.[name] ?? {};

/** A parameter of a strategy by its schema: one of several, yes or no, a number, or a text. */
export function ParameterField({
  form,
  strategy,
  parameter,
}: {
  readonly form: Form;
  readonly strategy: StrategyInfo;
  readonly parameter: StrategyInfo['parameters'][number];
}) {
  const { t } = useWords();
  const { name, range, fallback } = parameter;
  const { type, enum: values } = schemaOf(strategy, name);
  const field = { form, name: `params.${name}`, label: `${name} ${range}`.trim() };
  const offered = type === 'boolean' ? [true, false] : values;
  if (offered === undefined) {
    const isNumber = type === 'number' || type === 'integer';
    return (
      <TextField
        {...field}
        hint={fallback === undefined ? '' : JSON.stringify(fallback)}
        type={isNumber ? 'number' : 'text'}
      />
    );
  }
  const shown = (value: unknown): string => (typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value));
  return (
    <ChoiceField
      {...field}
      choices={[
        ['', t('form.usual', { value: shown(fallback) })],
        ...offered.map((each): [string, string] => [String(each), shown(each)]),
      ]}
    />
  );
}
