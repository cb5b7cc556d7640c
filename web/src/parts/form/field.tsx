import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { Form } from './use-form.js';

interface FieldProps {
  readonly form: Form;
  /** As the server names it. */
  readonly name: string;
  readonly label: string;
}

/** What is wrong with a field, where a screen reader is told of it together with the field. */
function Problem({ id, form, name }: { readonly id: string; readonly form: Form; readonly name: string }) {
  return form.problem?.field === name ? (
    <span class="wrong" id={id} role="alert">
      {form.problem.message}
    </span>
  ) : null;
}

/** One line of text. `hint`: what holds where it is empty; `offers`: what may be chosen while typing. */
export function TextField({
  form,
  name,
  label,
  hint = '',
  offers = [],
  required = false,
  type = 'text',
}: FieldProps & {
  readonly hint?: string;
  readonly offers?: readonly string[];
  readonly required?: boolean;
  readonly type?: 'text' | 'date' | 'number';
}) {
  const id = useId();
  return (
    <label>
      <span>{label}</span>
      <input
        type={type === 'number' ? 'text' : type}
        inputMode={type === 'number' ? 'decimal' : undefined}
        placeholder={hint}
        required={required}
        list={offers.length > 0 ? `${id}-offers` : undefined}
        value={form.values[name] ?? ''}
        aria-invalid={form.problem?.field === name}
        aria-describedby={`${id}-wrong`}
        onInput={({ currentTarget }) => form.set(name, currentTarget.value)}
      />
      {offers.length > 0 && (
        <datalist id={`${id}-offers`}>
          {offers.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      <Problem id={`${id}-wrong`} form={form} name={name} />
    </label>
  );
}

/** One of several: value and what is shown for it. */
export function ChoiceField({
  form,
  name,
  label,
  choices,
}: FieldProps & { readonly choices: readonly (readonly [value: string, shown: string])[] }) {
  const id = useId();
  return (
    <label>
      <span>{label}</span>
      <select
        value={form.values[name] ?? choices[0]?.[0]}
        aria-invalid={form.problem?.field === name}
        aria-describedby={`${id}-wrong`}
        onChange={({ currentTarget }) => form.set(name, currentTarget.value)}
      >
        {choices.map(([value, shown]) => (
          <option key={value} value={value}>
            {shown}
          </option>
        ))}
      </select>
      <Problem id={`${id}-wrong`} form={form} name={name} />
    </label>
  );
}

/** Yes or no: `true`, or nothing. */
export function CheckField({ form, name, label }: FieldProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={form.values[name] === 'true'}
        onChange={({ currentTarget }) => form.set(name, currentTarget.checked ? 'true' : '')}
      />
      <span>{label}</span>
    </label>
  );
}

/** Any of several, kept as a list apart by spaces. `alone`: one that stands by itself. */
export function PickField({
  form,
  name,
  label,
  choices,
  alone = null,
}: FieldProps & {
  readonly choices: readonly (readonly [value: string, shown: string])[];
  readonly alone?: string | null;
}) {
  const id = useId();
  const picked = (form.values[name] ?? '').split(' ').filter((each) => each !== '');
  const toggle = (value: string, isOn: boolean): void => {
    const others = picked.filter((each) => each !== value && (!isOn || (value !== alone && each !== alone)));
    form.set(name, (isOn ? [...others, value] : others).join(' '));
  };
  return (
    <fieldset aria-describedby={`${id}-wrong`}>
      <legend>{label}</legend>
      <div class="picks">
        {choices.map(([value, shown]) => (
          <label class="check" key={value}>
            <input
              type="checkbox"
              checked={picked.includes(value)}
              onChange={({ currentTarget }) => toggle(value, currentTarget.checked)}
            />
            <span>{shown}</span>
          </label>
        ))}
      </div>
      <Problem id={`${id}-wrong`} form={form} name={name} />
    </fieldset>
  );
}

/** Fields that are seldom needed; it opens by itself where one of them is wrong. */
export function FieldGroup({
  form,
  title,
  names,
  children,
}: {
  readonly form: Form;
  readonly title: string;
  readonly names: readonly string[];
  readonly children: ComponentChildren;
}) {
  const isWrong = form.problem !== null && names.includes(form.problem.field);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (isWrong) setOpen(true);
  }, [isWrong]);
  return (
    <details class="fields" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title}</summary>
      <div class="row">{children}</div>
    </details>
  );
}
