import { candlesScript } from './script/candles.js';
import { chartsScript } from './script/charts.js';
import { themeScript } from './script/theme.js';
import { tradesScript } from './script/trades.js';
import { valuesScript } from './script/values.js';
import { viewScript } from './script/view.js';

/**
 * The page's script, as the browser gets it, in the language of the page: theme button, zoom, values under the pointer, candles, sorting and filtering of
 * trades. The page is whole without it. Values go in through `textContent` only.
 */
export const pageScript = (): string => `'use strict';
(() => {
${[themeScript, valuesScript, viewScript, chartsScript, candlesScript, tradesScript].map((part) => part()).join('\n')}
})();
`;
