import { ALL_SETTINGS } from '../../src/app/config/index.js';

/** Runs before every test file: no test may see the developer's own keys, servers, language or colours. */
for (const { setting } of ALL_SETTINGS) Reflect.deleteProperty(process.env, setting.env);
// The locale chooses the language; this one has no language and is UTF-8.
process.env.LC_ALL = 'C.UTF-8';
process.env.NO_COLOR = '1';
