import type { RouteAnswer } from '../../../../src/contract/dashboard-routes.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { CheckField, ChoiceField, FieldGroup, TextField } from '../../parts/form/field.js';
import { typedNumbers, type Form } from '../../parts/form/use-form.js';

const EARNED = ['', 'walk-forward', 'latest'] as const;
const NAMES = ['model', 'prompt', 'earned', 'calibrate', 'news_cap', 'replay'] as const;

/** Whose opinions are traded, and how far: of a strategy that asks a regime model. */
export function OpinionFields({
  form,
  choices,
}: {
  readonly form: Form;
  readonly choices: RouteAnswer<'choices'> | null;
}) {
  const { t } = useWords();
  const prompts = useDocument('prompts', '/prompts').document?.prompts ?? [];
  const usual = t('form.usual', { value: choices?.prompt ?? '' });
  return (
    <FieldGroup form={form} title={t('form.opinions')} names={NAMES}>
      <TextField
        form={form}
        name="model"
        label={t('form.model')}
        hint={choices?.model ?? 'baseline'}
        offers={['baseline', ...(choices?.baselines ?? [])]}
      />
      <ChoiceField
        form={form}
        name="prompt"
        label={t('form.prompt')}
        choices={[['', usual], ...prompts.map(({ id }): [string, string] => [id, id])]}
      />
      <ChoiceField
        form={form}
        name="earned"
        label={t('form.earned')}
        choices={EARNED.map((each) => [each, t(`form.earned.${each === '' ? 'whole' : each}`)])}
      />
      <ChoiceField
        form={form}
        name="calibrate"
        label={t('form.calibrate')}
        choices={[['', t('none')], ...(choices?.recalibrations ?? []).map((each): [string, string] => [each, each])]}
      />
      <TextField form={form} name="news_cap" label={t('form.news_cap')} hint={t('none')} type="number" />
      <CheckField form={form} name="replay" label={t('form.replay')} />
    </FieldGroup>
  );
}

/** What of them is sent. */
export function opinionsOf({ values }: Form): Record<string, never> {
  const texts = Object.entries({
    model: values.model,
    prompt: values.prompt,
    earned: values.earned,
    calibrate: values.calibrate,
  });
  return {
    ...typedNumbers(values, ['news_cap']),
    ...Object.fromEntries(
      texts.flatMap(([name, value = '']) => (value.trim() === '' ? [] : [[name, value.trim() as never]])),
    ),
    ...(values.replay === 'true' ? { replay: true as never } : {}),
  };
}
