import { expect, describe, it } from 'vitest';
import { read } from '../docs/documents.js';
import { PLACES } from '../support/places.js';
import { FIELD_COLUMNS, FIELD_FILE, fieldRow } from '../support/recipes/field.js';
import { RECIPES } from '../support/recipes/index.js';
import { inserted, type Edit, type Recipe } from '../support/recipes/recipe.js';
import { scratchCopy } from '../support/recipes/scratch.js';
import { TypeCheck } from '../support/recipes/type-check.js';

const check = new TypeCheck();

/** Places that a copy of the repository with these edits lacks. */
async function missingIn(recipe: Recipe, edits: readonly Edit[]): Promise<string[]> {
  const copy = scratchCopy(edits);
  try {
    const found: string[] = [];
    for (const kind of recipe.kinds) found.push(...(await PLACES[kind]!(copy.root)));
    return found;
  } finally {
    copy.remove();
  }
}

/** Files that the recipe of CONTRIBUTING.md lists, with the example's name for `<name>`. */
function listed({ title, name }: Recipe): string[] {
  const { text } = read('CONTRIBUTING.md');
  const recipe = text.split(`\n### ${title}\n`)[1]?.split('\n### ')[0] ?? '';
  return [...recipe.matchAll(/^\| `([^`]+)` \|/gm)].map(([, file]) => file!.replaceAll('<name>', name));
}

describe.each(RECIPES)('$title', (recipe) => {
  const { edits, kinds } = recipe;

  it('touches the files that CONTRIBUTING.md lists, and no other', () => {
    expect(edits.map(({ file }) => file).sort()).toEqual(listed(recipe).sort());
  });

  it('is whole with all of them: it compiles, and no place is missing', async () => {
    expect(await missingIn(recipe, edits)).toEqual([]);
    const compiled = edits.map(({ file }) => file).filter((file) => file.endsWith('.ts'));
    expect(check.problems(compiled, edits)).toEqual([]);
  });

  it.each(kinds.length === 0 ? [] : edits.map(({ file }) => file))('without %s fails, and names it', async (file) => {
    const found = await missingIn(
      recipe,
      edits.filter((edit) => edit.file !== file),
    );
    const names = [file, file.replace(/\.ts$/, '')].flatMap((name) => found.filter((line) => line.includes(name)));
    expect(names, `what was found:\n${found.join('\n')}`).not.toEqual([]);
  });
});

it.each(Object.keys(FIELD_COLUMNS))('a snapshot field without its %s does not compile', (column) => {
  const found = check.problems([FIELD_FILE], [inserted(FIELD_FILE, '});\n', fieldRow(column))]);
  expect(found.join('\n')).toContain(`'${column}' is missing`);
});

it('a new source with a new field touches at most 6 files', () => {
  expect(RECIPES[0]!.edits.length).toBeLessThanOrEqual(6);
});
