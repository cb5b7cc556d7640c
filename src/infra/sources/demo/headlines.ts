import type { NewsValue, Observation } from '../../../core/observation.js';
import { drawsFor, rounded } from './draws.js';
import type { DemoBar, DemoRegime } from './price-path.js';
import { MINUTE } from '../../../core/time.js';

/** Invented, and each name says so: nobody may take a demo headline for news. */
const OUTLETS = [
  'The Imaginary Ledger (fictional)',
  'Paper Moon Markets (fictional)',
  'Nowhere Chain Daily (fictional)',
  'The Made-Up Mempool (fictional)',
] as const;

interface Template {
  readonly title: string;
  readonly body: string;
  /** −1 … 1 and 0 … 1; a little noise is added. */
  readonly sentiment: number;
  readonly impact: number;
  /** True where it speaks of the whole market, not of one asset. */
  readonly wide?: true;
}

/** `{asset}` becomes the asset's name. Every firm, fund, place and person is invented. */
const TEMPLATES: readonly Template[] = [
  {
    title: '{asset} fund of Northvale Trust reports a third week of inflows',
    body: 'The invented asset manager said that new money came mostly from pension clients.',
    sentiment: 0.6,
    impact: 0.6,
  },
  {
    title: 'Fictional retailer Brightmarket to accept {asset} in its 400 shops',
    body: 'Payments will be converted at the till; the roll-out is to end in spring.',
    sentiment: 0.5,
    impact: 0.35,
  },
  {
    title: '{asset} holders move coins off exchanges, says invented analytics firm Glasspane',
    body: 'Balances on known exchange addresses fell for the fifth day in a row.',
    sentiment: 0.4,
    impact: 0.4,
  },
  {
    title: 'Republic of Elbonia drafts friendly rules for digital assets',
    body: 'The invented ministry proposes a licence that covers custody and exchange in one step.',
    sentiment: 0.45,
    impact: 0.5,
    wide: true,
  },
  {
    title: 'Central bank of Elbonia leaves rates unchanged, as expected',
    body: 'The statement repeats that decisions depend on the data.',
    sentiment: 0.05,
    impact: 0.4,
    wide: true,
  },
  {
    title: '{asset} trades in a narrow range as volumes thin out',
    body: 'Market makers of the fictional desk Quietwater see little reason to move before the week ends.',
    sentiment: 0,
    impact: 0.15,
  },
  {
    title: 'Developers of {asset} wallet Tinderbox publish routine update',
    body: 'The release of the invented wallet mends minor display errors.',
    sentiment: 0.1,
    impact: 0.1,
  },
  {
    title: 'Imaginary exchange Harbourgate halts withdrawals for "maintenance"',
    body: 'Users report waiting for more than six hours; the made-up firm says that funds are safe.',
    sentiment: -0.7,
    impact: 0.75,
    wide: true,
  },
  {
    title: 'Leveraged {asset} longs liquidated as price slips through support',
    body: 'The fictional tracker Cascade counts the largest hour of forced selling this month.',
    sentiment: -0.6,
    impact: 0.6,
  },
  {
    title: 'Elbonian tax office wants a levy on every {asset} transfer',
    body: 'Industry groups in the invented country call the draft unworkable.',
    sentiment: -0.4,
    impact: 0.45,
  },
  {
    title: 'Made-up bank Old Lantern opens {asset} custody to its private clients',
    body: 'The service starts with a small group; fees were not disclosed.',
    sentiment: 0.55,
    impact: 0.5,
  },
  {
    title: 'Survey by the invented Institute of Tomorrow: savers warm to digital assets',
    body: 'Four in ten of those asked say that they would hold some within five years.',
    sentiment: 0.3,
    impact: 0.2,
    wide: true,
  },
  {
    title: '{asset} options of fictional venue Stillwater point to a quiet month',
    body: 'Implied volatility is at its lowest since the venue was imagined.',
    sentiment: 0.05,
    impact: 0.25,
  },
  {
    title: 'Conference of the imaginary town of Mistford opens with talk of {asset} fees',
    body: 'Speakers expect blocks to stay half empty for the time being.',
    sentiment: 0,
    impact: 0.1,
  },
  {
    title: 'Invented lender Copperleaf writes off loans backed by {asset}',
    body: 'The made-up firm blames two borrowers and says that deposits are not touched.',
    sentiment: -0.5,
    impact: 0.5,
  },
  {
    title: 'Fictional watchdog of Elbonia fines three trading venues',
    body: 'The invented authority says that their records had gaps; the venues accept the fines.',
    sentiment: -0.3,
    impact: 0.35,
    wide: true,
  },
];

/** A headline comes back only after so many others. */
const NO_REPEAT = 9;

/** How the mood of the headlines leans in each regime. */
const MOOD: Readonly<Record<DemoRegime, number>> = { bull: 0.35, calm: 0.05, bear: -0.35 };

const ASSET_NAMES: Readonly<Record<string, string>> = { BTC: 'Bitcoin', ETH: 'Ether' };

interface HeadlineSettings {
  readonly asset: string;
  readonly seed: number;
  readonly bars: readonly DemoBar[];
  readonly warmUp: number;
  readonly retrievedAt: number;
}

/** About six headlines a day, each at some minute of its hour; good ones are likelier in rising markets. */
export function headlines({ asset, seed, bars, warmUp, retrievedAt }: HeadlineSettings): Observation[] {
  const draws = drawsFor(seed, `${asset}/news`);
  const observations: Observation[] = [];
  const recent: Template[] = [];
  for (let i = bars.length - 1; i >= warmUp; i--) {
    const bar = bars[i]!;
    const [appears, which, outlet, minute] = [draws.next(), draws.next(), draws.next(), draws.next()];
    const noise = draws.normal();
    if (appears > 0.25) continue;
    const at = bar.open_time + Math.floor(minute * 60) * MINUTE;
    const template = pickByMood(which, MOOD[bar.regime], recent);
    recent.push(template);
    if (recent.length > NO_REPEAT) recent.shift();
    const value: NewsValue = {
      source: OUTLETS[Math.floor(outlet * OUTLETS.length)]!,
      title: template.title.replace('{asset}', ASSET_NAMES[asset] ?? asset),
      body: template.body,
      url: null,
      sentiment: rounded(Math.min(1, Math.max(-1, template.sentiment + 0.05 * noise)), 2),
      impact_score: rounded(Math.min(1, Math.max(0, template.impact + 0.03 * noise)), 2),
    };
    const symbol = template.wide === true ? '*' : asset;
    const times = { observed_at: at, available_at: at, retrieved_at: retrievedAt };
    observations.push({ series: 'news', symbol, value, source: 'demo', ...times });
  }
  return observations.reverse();
}

/** Draws a template that is not among the recent ones, with a weight that falls with its distance from the mood. */
function pickByMood(draw: number, mood: number, recent: readonly Template[]): Template {
  const free = TEMPLATES.filter((template) => !recent.includes(template));
  const weights = free.map(({ sentiment }) => 1 / (0.2 + Math.abs(sentiment - mood)));
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return free[i]!;
  }
  return free.at(-1)!;
}
