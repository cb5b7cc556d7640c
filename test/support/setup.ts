import { ALL_SETTINGS } from '../../src/app/config/index.js';

/** Runs before every test file: no test may see the developer's own keys, servers or colours. */
for (const { setting } of ALL_SETTINGS) Reflect.deleteProperty(process.env, setting.env);
process.env.NO_COLOR = '1';
