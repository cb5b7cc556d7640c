import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, type Piece, section } from '../../markup.js';
import { forestAxis, forestCell, forestScale, type Estimate } from '../forest.js';
import { dataTable } from '../table.js';
import { between, dash, orDash, pValue, share, shownPeriod, signedScore } from '../write.js';
import { say } from '../../speech.js';

const TOO_FEW = 'One of the two never varies, or there are too few decisions.';

/** The secondary target: direction and size of the horizon's return. */
export function directionSection(forecaster: ForecasterEvaluation, prefix: string): Markup | null {
  const shown = shownPeriod(forecaster);
  if (shown === null) return null;
  const { n, hit_rate, hit_rate_interval: interval, majority_rate, pearson, spearman } = shown.period.scores.direction;
  const estimate: Estimate | null =
    hit_rate === null
      ? null
      : {
          value: hit_rate,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
          className: 'accent',
          title: say('hit rate {share}', { share: share(hit_rate) }),
        };
  const origin = majority_rate ?? 0.5;
  const scale = forestScale(estimate === null ? [] : [estimate], [], origin);
  const write = (value: number): string => `${decimals(value * 100, 0)}%`;
  const correlation = (name: string, found: typeof pearson): Piece[] => [
    name,
    orDash(found?.value ?? null, signedScore, TOO_FEW),
    found === null
      ? dash(TOO_FEW)
      : html`${say('p')} ${orDash(found.p_value, pValue, 'Too few rows for the overlap.')}`,
    '',
  ];
  const table = dataTable({
    caption: say('Direction of the return'),
    columns: [
      { title: say('Measure') },
      { title: say('Value'), kind: 'number' },
      { title: say('95 % interval or p'), kind: 'number' },
      { title: forestAxis(scale, write), kind: 'plot' },
    ],
    rows: [
      [
        html`${say('Right direction')}<small>${say('of {n} decisions with an opinion and a return', { n })}</small>`,
        orDash(hit_rate, share, 'No decision has an opinion and a return.'),
        interval === null
          ? dash('Too few decisions for a block bootstrap.')
          : between(interval.low, interval.high, share),
        forestCell(estimate, scale),
      ],
      [
        html`${say('Always the commoner direction')}<small>${say('the line in the picture')}</small>`,
        orDash(majority_rate, share, 'No decision has a return.'),
        '',
        '',
      ],
      correlation(say('Correlation with the return (Pearson)'), pearson),
      correlation(say('Rank correlation (Spearman)'), spearman),
    ],
  });
  const lead = say(
    'A secondary look: whether the sign and the size of the return over the horizon follow the opinion. A hit rate counts only as far as it beats always naming the commoner direction.',
  );
  return section(`${prefix}-direction`, say('Direction of the return'), lead, table);
}
