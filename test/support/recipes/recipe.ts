/** One file that an addition touches: `text` is what stands there now, empty where the file is new. */
export interface Edit {
  readonly file: string;
  readonly change: (text: string) => string;
}

/** An addition, made as a recipe of CONTRIBUTING.md says. */
export interface Recipe {
  /** Heading of the recipe. */
  readonly title: string;
  /** What finds the places where the addition was left out: keys of `PLACES`. */
  readonly kinds: readonly string[];
  /** The name of what is added; `<name>` stands for it in the recipe. */
  readonly name: string;
  readonly edits: readonly Edit[];
}

export const newFile = (file: string, text: string): Edit => ({ file, change: () => `${text.trim()}\n` });

/** Puts a text before the first place where `anchor` stands, or behind it. @throws Error where it does not */
export function inserted(file: string, anchor: string, text: string, where: 'before' | 'behind' = 'before'): Edit {
  return {
    file,
    change(old) {
      const at = old.indexOf(anchor);
      if (at < 0) throw new Error(`${file} has no "${anchor}" any more: the recipe's example has to follow`);
      const cut = where === 'before' ? at : at + anchor.length;
      return old.slice(0, cut) + text + old.slice(cut);
    },
  };
}

/** Several changes of one file. */
export const together = (...edits: readonly Edit[]): Edit => ({
  file: edits[0]!.file,
  change: (old) => edits.reduce((text, { change }) => change(text), old),
});
