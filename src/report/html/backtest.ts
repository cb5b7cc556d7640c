import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { BarSeries } from '../../core/bars.js';
import { html } from './markup.js';
import { page } from './page.js';
import { assumptionsSection, warningBox } from './section/notices.js';
import { distributionSection } from './section/distribution.js';
import { drawdownSection } from './section/drawdown.js';
import { equitySection } from './section/equity.js';
import { headline, subtitle } from './section/headline.js';
import { metricsSection } from './section/metrics.js';
import { monthSection } from './section/months.js';
import { priceSection } from './section/prices.js';
import { provenanceSection } from './section/provenance.js';
import { rollingSection } from './section/rolling.js';
import { symbolSection } from './section/symbols.js';
import { tradesSection } from './section/trades.js';
import { waterfallSection } from './section/waterfall.js';
import { runSeries } from './series.js';
import { say, speaking } from './speech.js';
import { ENGLISH, type Voice } from './voice.js';

/** Longer names are cut: a title is one or two lines. */
const LONGEST_NAME = 120;

/**
 * The result of a backtest as one HTML page that opens from disk and loads nothing: no network, no fonts, no scripts from
 * elsewhere. The same document gives the same page. Long series are drawn by at most 2,000 points each, peaks and troughs kept.
 * @param bars of the symbols, for candles; without them prices are a line of closes
 * @param voice the language, English where none is given
 */
export function renderBacktestReport(
  document: BacktestResultDocument,
  bars: readonly BarSeries[] = [],
  voice: Voice = ENGLISH,
): string {
  const { name } = document.strategy;
  const short = name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
  const result = withName(document, short);
  const series = runSeries(document);
  return speaking(voice, () =>
    page({
      title: say('Backtest: {name}', { name: short }),
      subtitle: subtitle(result),
      body: html`${headline(result)}${warningBox(result)}${equitySection(result, series)}${drawdownSection(result, series)}
      ${priceSection(result, series, bars)}${symbolSection(result)}${rollingSection(result, series)}${monthSection(result, series)}${distributionSection(result)}${waterfallSection(result)}
      ${metricsSection(result)}${assumptionsSection(result)}${tradesSection(result)}${provenanceSection(result)}`,
      footer: say('A backtest shows what would have happened under its assumptions. It does not say what will happen.'),
    }),
  );
}

/** The same under another name; the lists that it makes only when asked stay unmade. */
function withName(document: BacktestResultDocument, name: string): BacktestResultDocument {
  const strategy = { value: { ...document.strategy, name }, enumerable: true };
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(document), strategy },
  ) as BacktestResultDocument;
}
