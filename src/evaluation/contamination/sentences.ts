import type { ContaminationReport } from './report-schema.js';
import { isoDay } from '../../core/time.js';

type Findings = Omit<ContaminationReport, 'flags' | 'sentences' | 'limits'>;

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
const between = ([low, high]: readonly [number, number]): string => `[${signed(low)}, ${signed(high)}]`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

const hair = ({ on_a_hair: isOnAHair }: { readonly on_a_hair?: boolean | undefined }): string =>
  isOnAHair === true ? ' This hangs on a hair: other draws of the resamples might decide otherwise.' : '';

/** What masking and its company cannot show: it belongs beside every result. */
export const LIMITS: readonly string[] = [
  'Masking hides names, dates and the level of prices; it cannot hide the shape of a famous crash in returns and volatility, levels of volume and chain activity, or what happened in the news.',
  'Masking also takes honest information away (which asset, the season, who is in the news), so a worse masked score is evidence of memory, not proof.',
  'A name that is not in the list of names, a number in words and a price near a small count come through.',
  'An equal masked score, data that move the answer and a failed recitation do not clear a model: only decisions after its cutoff do.',
];

const CHANGES: Readonly<Record<string, string>> = {
  'reversed-trend': 'With the trend mirrored',
  'swapped-news': 'With news of the opposite mood',
  'without-news': 'Without the news',
};

/** The findings, one sentence each. */
export function sentencesOf(findings: Findings): string[] {
  const lines = [headline(findings), masking(findings), beforeAfter(findings), tooGood(findings), recitation(findings)];
  for (const effect of findings.data_effects) lines.push(dataEffect(effect));
  return lines.filter((line) => line !== null);
}

function headline({ headline: { from, because }, n_headline: counted, n_before_headline: left }: Findings): string {
  if (from === 'unknown') {
    return `No decision can be the headline, because it is unknown when the model stopped learning: ${because}.`;
  }
  if (from === 0) return `All ${counted ?? 0} decisions count for the headline: ${because}.`;
  const day = isoDay(from);
  return `The headline starts on ${day}, because ${because}: ${counted ?? 0} decisions count and ${left ?? 0} before it do not.`;
}

function masking({ masking: found }: Findings): string | null {
  if (found === null) return null;
  const where = `over ${found.n} decisions${found.scope === 'before_cutoff' ? ' before its cutoff' : ''}`;
  if (found.interval === null) return `Masking says nothing ${where}: there are too few.`;
  const size = `Brier ${found.brier_unmasked.toFixed(3)} plain, ${found.brier_masked.toFixed(3)} masked, difference ${signed(found.difference)} ${between(found.interval)}`;
  return found.memorised === true
    ? `The model is better when it can see which moment it is, which speaks for memory: ${size} ${where}.${hair(found)}`
    : `Masking names, dates and prices makes no measurable difference for the worse: ${size} ${where}.${hair(found)}`;
}

function beforeAfter({ before_after: found }: Findings): string | null {
  if (found === null) return null;
  if (found.interval === null || found.difference === null) {
    return `Skill before and after the cutoff cannot be compared: ${found.n_before} and ${found.n_after} decisions are too few.`;
  }
  const size = `difference ${signed(found.difference)} ${between(found.interval)}, ${found.n_before} decisions before and ${found.n_after} after`;
  return found.better_before === true
    ? `Skill is higher before the training cutoff than after it: ${size}.${hair(found)}`
    : `Skill is not measurably higher before the training cutoff than after it: ${size}.${hair(found)}`;
}

function tooGood({ too_good: found }: Findings): string | null {
  if (found.skill === null || (found.too_good !== true && found.on_a_hair !== true)) return null;
  const area = found.auc === null ? '' : ` and an area under the curve of ${found.auc.toFixed(2)}`;
  const isMore = found.too_good === true ? 'is more than' : 'is nearly more than';
  return `A Brier skill of ${signed(found.skill)}${area} ${isMore} can be believed of this market (${found.plausible_skill}, ${found.plausible_auc}): look for the future in its inputs before anything else.${hair(found)}`;
}

function recitation({ recitation: found }: Findings): string | null {
  if (typeof found?.recites !== 'boolean') return null;
  const { asked, close, direction } = found;
  const share = `${close.right} of ${asked} weekly closes within 2 % and ${direction.right} of ${asked} directions, where chance gives ${percent(close.by_chance)} and ${percent(direction.by_chance)}`;
  return found.recites
    ? `The model can recite the period from memory: ${share} of those it answers.`
    : `The model cannot be shown to recite the period: ${share} of those it answers.`;
}

function dataEffect(effect: ContaminationReport['data_effects'][number]): string {
  const { change, n, n_directed, share_unmoved, share_with_data, share_against_data, mean_shift, mean_shift_interval } =
    effect;
  const what = CHANGES[change] ?? `With ${change}`;
  if (share_unmoved === null) return `${what}, no decision was asked.`;
  if (share_with_data === null || share_against_data === null || mean_shift === null) {
    return `${what}, ${percent(1 - share_unmoved)} of ${n} answers move.`;
  }
  const interval = mean_shift_interval === null ? '' : ` ${between(mean_shift_interval)}`;
  return `${what}, ${percent(share_with_data)} of ${n_directed} answers move the way the data do and ${percent(share_against_data)} the other way; mean shift ${signed(mean_shift)}${interval}.`;
}
