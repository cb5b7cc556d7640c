import type { Family } from './answer.js';
import { grammar } from './grammar.js';
import { numbers } from './numbers.js';
import { wrapping } from './wrapping.js';

export const FAMILIES: readonly Family[] = [...wrapping, ...grammar, ...numbers];
