import { fieldRecipe } from './field.js';
import { baselineRecipe, commandRecipe, metricRecipe, providerRecipe, strategyRecipe } from './parts.js';
import type { Recipe } from './recipe.js';
import { sourceRecipe } from './source.js';

/** The recipes of CONTRIBUTING.md, each with an example. */
export const RECIPES: readonly Recipe[] = [
  sourceRecipe,
  fieldRecipe,
  strategyRecipe,
  metricRecipe,
  providerRecipe,
  baselineRecipe,
  commandRecipe,
];
