import { accept, answer, reject, without, withRaw, withRawScore, type Family } from './answer.js';

const pair = (bull: string, bear: string): string =>
  withRaw('prob_bull', bull).replace(/"prob_bear":0\.38/, () => `"prob_bear":${bear}`);
const text = (value: string): string => JSON.stringify(value);

export const numbers: readonly Family[] = [
  {
    family: 'sum of the probabilities',
    cases: [
      reject('0', pair('0', '0'), 'probability-sum'),
      reject('0.3', pair('0.2', '0.1'), 'probability-sum'),
      reject('1.7', pair('0.85', '0.85'), 'probability-sum'),
      reject('2', pair('1', '1'), 'probability-sum'),
      accept('1 + 1e-9', pair('0.62', '0.380000001'), 0.62 / 1.000000001),
      accept('1 − 1e-6', pair('0.62', '0.379999'), 0.62 / 0.999999),
      accept('1.01', pair('0.62', '0.39'), 0.62 / 1.01),
      accept('0.98, the edge', pair('0.6', '0.38'), 0.6 / 0.98),
      accept('1.02, the edge', pair('0.6', '0.42'), 0.6 / 1.02),
      reject('1.021', pair('0.6', '0.421'), 'probability-sum'),
      reject('0.979', pair('0.6', '0.379'), 'probability-sum'),
      reject('1.05', pair('0.65', '0.4'), 'probability-sum'),
    ],
  },
  {
    family: 'numbers as texts',
    cases: [
      accept('plain decimals', pair('"0.62"', '"0.38"')),
      accept('one of the two', pair('0.62', '"0.38"')),
      accept('a score', withRawScore('news_risk', '"0.25"')),
      reject('percent', pair('"62%"', '"38%"'), 'field-type'),
      reject('percent with a space', pair('"62 %"', '0.38'), 'field-type'),
      reject('decimal comma', pair('"0,62"', '"0,38"'), 'field-type'),
      reject('percent as numbers', pair('62', '38'), 'field-range'),
      reject('fraction', pair('"62/100"', '0.38'), 'field-type'),
      reject('word', pair('"high"', '"low"'), 'field-type'),
      reject('empty', pair('""', '0.38'), 'field-type'),
      reject('exponent', pair('"6.2e-1"', '0.38'), 'field-type'),
      reject('hexadecimal', pair('"0x1"', '"0x0"'), 'field-type'),
    ],
  },
  {
    family: 'null, missing, extra and renamed keys',
    cases: [
      reject('prob_bull null', pair('null', '0.38'), 'field-type'),
      reject('prob_bear missing', without('prob_bear'), 'field-missing'),
      reject('scores missing', without('scores'), 'field-missing'),
      reject('scores null', withRaw('scores', 'null'), 'field-type'),
      reject('confidence_level missing', without('confidence_level'), 'field-missing'),
      reject('confidence_level null', withRaw('confidence_level', 'null'), 'field-type'),
      reject('prob_bull renamed', answer().replace('"prob_bull"', '"probBull"'), 'field-missing'),
      reject('prob_bear in upper case', answer().replace('"prob_bear"', '"PROB_BEAR"'), 'field-missing'),
      accept('a score null', withRawScore('onchain_pressure', 'null')),
      accept('a score missing', answer().replace('"trend_strength":0.5', '"other":1')),
      accept(
        'no label, no texts, no copies',
        without('regime_label', 'factors_summary', 'reasoning_short', 'base_asset', 'horizon_hours', 'timestamp_utc'),
      ),
      accept('extra keys', answer({ advice: 'buy', order: { size: 9 }, leverage: 100 })),
      accept('label against the numbers', answer({ regime_label: 'bear' })),
      accept(
        'optional fields of the wrong type',
        answer({
          horizon_hours: 'soon',
          base_asset: 7,
          timestamp_utc: [],
          factors_summary: 'one',
          reasoning_short: {},
        }),
      ),
    ],
  },
  {
    family: 'not finite, out of range, odd exponents',
    cases: [
      reject('NaN', pair('NaN', '0.38'), 'field-type'),
      reject('Infinity', pair('Infinity', '0.38'), 'field-range'),
      reject('−Infinity in a score', withRawScore('btc_sentiment', '-Infinity'), 'field-range'),
      reject('1e309', pair('1e309', '0.38'), 'field-range'),
      reject('a score of 1e309', withRawScore('liquidity_risk', '1e309'), 'field-range'),
      reject('exponent of 16 digits', pair('6e9007199254740991', '0.38'), 'field-range'),
      reject('negative, sum 1', pair('-0.1', '1.1'), 'field-range'),
      reject('a hair above 1', pair('1.0000000000000002', '0'), 'field-range'),
      reject('signed score below −1', withRawScore('global_sentiment', '-1.0001'), 'field-range'),
      reject('unit score below 0', withRawScore('trend_strength', '-0.1'), 'field-range'),
      accept('−0', pair('1', '-0'), 1),
      accept('1e-400', pair('1e-400', '1'), 0),
    ],
  },
  {
    family: 'Unicode in numbers and keys',
    cases: [
      reject('full-width digits', pair('"０.６２"', '0.38'), 'field-type'),
      reject('full-width digits, bare', pair('０.６２', '0.38'), 'syntax'),
      reject('Arabic digits', pair('"٠.٦٢"', '0.38'), 'field-type'),
      reject('Devanagari digits', pair('"०.६२"', '0.38'), 'field-type'),
      reject('minus sign U+2212', withRawScore('btc_sentiment', text('\u22120.3')), 'field-type'),
      reject('bare minus sign U+2212', withRawScore('btc_sentiment', '\u22120.3'), 'syntax'),
      reject('zero-width space in a number', pair(text('0.\u200b62'), '0.38'), 'field-type'),
      reject('zero-width space in a key', answer().replace('prob_bull', 'prob_\u200bbull'), 'field-missing'),
      reject('Cyrillic letter in a key', answer().replace('prob_bear', 'рrob_bear'), 'field-missing'),
      reject('direction override around a number', pair(text('\u202e26.0\u202c'), '0.38'), 'field-type'),
      accept('zero-width and direction marks in a text', answer({ reasoning_short: 'a\u200bb\u202ec\u2066d' })),
      accept('byte order mark and no-break spaces', `\ufeff\u00a0${answer().replaceAll(',"', ',\u00a0"')}\u00a0`),
    ],
  },
];
