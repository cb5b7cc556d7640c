import { CANDLES } from './script/candles.js';
import { CHARTS } from './script/charts.js';
import { THEME } from './script/theme.js';
import { TRADES } from './script/trades.js';
import { VALUES } from './script/values.js';
import { VIEW } from './script/view.js';

/**
 * The page's script, as the browser gets it: theme button, zoom, values under the pointer, candles, sorting and filtering of
 * trades. The page is whole without it. Values go in through `textContent` only.
 */
export const SCRIPT = `'use strict';
(() => {
${[THEME, VALUES, VIEW, CHARTS, CANDLES, TRADES].join('\n')}
})();
`;
