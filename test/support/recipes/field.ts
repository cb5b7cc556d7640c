import { inserted, type Recipe } from './recipe.js';

/** The columns of the row, without `brief`, which may be missing. */
export const FIELD_COLUMNS: Readonly<Record<string, string>> = {
  label: "'supply of USD stablecoins'",
  unit: "'USD'",
  decimals: '0',
  line: "['stablecoin_supply']",
  title: "'stablecoin supply'",
  style: "'dollars'",
  historical: 'true',
  masking: "'rescaled'",
  feature: 'false',
  read: "latest('stablecoin_supply')",
};

export const FIELD_FILE = 'src/core/market-snapshot/fields/onchain.ts';

/** The row of the field, without one of its columns where one is named. */
export function fieldRow(without?: string): string {
  const lines = Object.entries(FIELD_COLUMNS).filter(([name]) => name !== without);
  return `  stablecoin_supply_usd: {\n${lines.map(([name, value]) => `    ${name}: ${value},\n`).join('')}  },\n`;
}

/** A field from a series that is already there. */
export const fieldRecipe: Recipe = {
  title: 'A snapshot field',
  kinds: [],
  name: 'stablecoin_supply_usd',
  edits: [inserted(FIELD_FILE, '});\n', fieldRow())],
};
