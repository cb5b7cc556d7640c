import { useState } from 'preact/hooks';
import type { JobControl } from '../use-job.js';

/** What was typed, by the name that the server has for each field; a field that it found wrong says why beside it. */
export interface Form {
  readonly values: Readonly<Record<string, string>>;
  readonly set: (name: string, value: string) => void;
  readonly problem: FieldProblem | null;
  /** Called when it is sent: what was wrong before counts no more. */
  readonly sent: () => void;
}

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export function useForm(initial: Form['values'], control: Pick<JobControl, 'job' | 'error'>): Form {
  const [values, setValues] = useState(initial);
  const [edited, setEdited] = useState<string | null>(null);
  const found = problemOf(control);
  return {
    values,
    set(name, value) {
      setValues((before) => ({ ...before, [name]: value }));
      setEdited(name);
    },
    problem: found === null || found.field === edited ? null : found,
    sent: () => setEdited(null),
  };
}

/** What the server found wrong with a field. What it says of the body as a whole is not repeated beside the field. */
export function problemOf({ job, error }: Pick<JobControl, 'job' | 'error'>): FieldProblem | null {
  const failed = error ?? job?.error ?? null;
  const field = failed?.field ?? null;
  if (failed === null || field === null) return null;
  return {
    field: field.replace(/^execution\./, ''),
    message: failed.message.replace(/^The body is wrong at \S+: /, ''),
  };
}

/** `10,000` is ten thousand to one reader and ten to another: it is taken for no number. */
const AMBIGUOUS = /^-?[1-9]\d{0,2}(,\d{3})+$/;

/** A number where the text is one, else the text, which the server refuses by name; fields that are empty are left out. */
export function typedNumbers(values: Form['values'], names: readonly string[]): Record<string, never> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const typed = (values[name] ?? '').replace(/\s/g, '');
      const text = AMBIGUOUS.test(typed) ? typed : typed.replace(',', '.');
      return text === '' ? [] : [[name, (Number.isFinite(Number(text)) ? Number(text) : text) as never]];
    }),
  );
}

/** Texts apart by commas or spaces. */
export const typedList = (text = ''): string[] => text.split(/[\s,;]+/).filter((each) => each !== '');
