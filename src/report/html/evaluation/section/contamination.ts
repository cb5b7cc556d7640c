import type { ContaminationFlag, ContaminationReport } from '../../../../evaluation/contamination/report-schema.js';
import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { unit } from '../../chart/path.js';
import { html, type Markup, type Piece, section } from '../../markup.js';
import { forestAxis, forestCell, forestScale, type Estimate } from '../forest.js';
import { dataTable } from '../table.js';
import { between, dash, orDash, pValue, score, share, signedScore } from '../write.js';
import { axisLabel } from './overview.js';
import { found, say, type ReportWord } from '../../speech.js';

const FLAGS: Readonly<Record<ContaminationFlag, ReportWord>> = {
  memorised: 'better when it can recognise the moment',
  better_before_cutoff: 'skill ends where its training ends',
  too_good: 'more skill than is plausible',
  recites: 'recites the period from memory',
};

const TOO_FEW = 'There are too few decisions.';

/** Whether a score may be memory rather than foresight. */
export function contaminationSection({ contamination, kind }: ForecasterEvaluation, prefix: string): Markup {
  const id = `${prefix}-contamination`;
  const title = say('Foresight or memory?');
  if (contamination === null) {
    const why =
      kind === 'baseline'
        ? say(
            'A baseline is fitted to nothing but the past that it is given at each moment, so there is nothing to remember.',
          )
        : say('Not looked into: nothing is known of what this forecaster may remember.');
    return section(id, title, null, html`<p>${why}</p>`);
  }
  const { flags, sentences, limits } = contamination;
  const raised =
    flags.length === 0
      ? html`<p class="badges"><span class="flag none-raised">${say('no flag raised')}</span></p>`
      : html`<p class="badges">${flags.map((flag) => html`<span class="flag">${say(FLAGS[flag])}</span> `)}</p>`;
  const body = html`${raised}
    <ul>
      ${sentences.map((text) => html`<li>${found(text)}</li>`)}
    </ul>
    ${tests(contamination)}${effects(contamination)}${recitation(contamination)}
    <h3>${say('What these tests cannot show')}</h3>
    <ul class="limits">
      ${limits.map((text) => html`<li>${found(text)}</li>`)}
    </ul>`;
  const lead = say(
    'The same decisions with names, dates and prices masked, with changed data, and before against after the training cutoff.',
  );
  return section(id, title, lead, body);
}

interface Test {
  readonly name: string;
  readonly about: string;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly raised: boolean | null;
  readonly n: string;
}

/** Differences that are above 0 where memory helps; the whole interval above 0 raises a flag. */
function tests({ masking, before_after: sides, too_good: good }: ContaminationReport): Markup {
  const list: Test[] = [];
  if (masking !== null) {
    list.push({
      name: say('Brier, masked less plain'),
      about: `${say('plain {plain}, masked {masked}', { plain: score(masking.brier_unmasked), masked: score(masking.brier_masked) })}${masking.scope === 'before_cutoff' ? say(', before its cutoff') : ''}`,
      value: masking.difference,
      interval: masking.interval,
      raised: masking.memorised,
      n: decimals(masking.n, 0),
    });
  }
  if (sides !== null) {
    list.push({
      name: say('Skill before less after the cutoff'),
      about: say('before {before}, after {after}, against 0.5', {
        before: sides.skill_before === null ? '–' : signedScore(sides.skill_before),
        after: sides.skill_after === null ? '–' : signedScore(sides.skill_after),
      }),
      value: sides.difference,
      interval: sides.interval,
      raised: sides.better_before,
      n: say('{before} and {after}', { before: sides.n_before, after: sides.n_after }),
    });
  }
  list.push({
    name: say('Skill above the plausible {skill}', { skill: decimals(good.plausible_skill, 2) }),
    about: say('skill {skill} against 0.5, AUC {auc} (plausible {plausible})', {
      skill: good.skill === null ? '–' : signedScore(good.skill),
      auc: good.auc === null ? '–' : decimals(good.auc, 3),
      plausible: decimals(good.plausible_auc, 2),
    }),
    value: good.skill === null ? null : good.skill - good.plausible_skill,
    interval:
      good.skill_interval === null
        ? null
        : [good.skill_interval[0] - good.plausible_skill, good.skill_interval[1] - good.plausible_skill],
    raised: good.too_good,
    n: decimals(good.n, 0),
  });
  const estimates = list.map(({ name, value, interval, raised }): Estimate | null =>
    value === null
      ? null
      : {
          value,
          low: interval?.[0] ?? null,
          high: interval?.[1] ?? null,
          className: raised === true ? 'loss' : 'accent',
          title: `${name}: ${signedScore(value)}${interval === null ? '' : ` ${between(...interval)}`}`,
        },
  );
  const scale = forestScale(estimates.filter((each) => each !== null));
  const missing = [
    ...(masking === null ? [say('Masked questions were not asked.')] : []),
    ...(sides === null ? [say('Before and after the cutoff cannot be compared: no cutoff is stated.')] : []),
  ];
  const table = dataTable({
    caption: say('Tests of memory'),
    className: 'tests',
    columns: [
      { title: say('Test') },
      { title: say('n'), kind: 'number' },
      { title: say('Difference'), kind: 'number' },
      { title: forestAxis(scale, axisLabel), kind: 'plot' },
      { title: say('Flag'), kind: 'number' },
    ],
    rows: list.map(({ name, about, value, interval, raised, n }, i): Piece[] => [
      html`${name}<small>${about}</small>`,
      n,
      html`${orDash(value, signedScore, TOO_FEW)}<small
          >${interval === null ? dash(TOO_FEW) : between(...interval)}</small
        >`,
      forestCell(estimates[i]!, scale),
      raised === null ? dash(TOO_FEW) : raised ? html`<strong class="loss">${say('raised')}</strong>` : say('no'),
    ]),
  });
  return html`<h3>${say('Tests of memory')}</h3>
    <p class="note">
      ${say('Right of the line speaks for memory or look-ahead; a flag is raised where the whole bar lies there.')}
    </p>
    ${table}${missing.map((text) => html`<p class="note">${text}</p>`)}`;
}

const CHANGES: Readonly<Record<string, ReportWord>> = {
  'reversed-trend': 'Trend mirrored',
  'swapped-news': 'News of the opposite mood',
  'without-news': 'News taken away',
};

const changeText = (change: string): string => (CHANGES[change] === undefined ? change : say(CHANGES[change]));

/** Does the answer move when the data do? */
function effects({ data_effects: list }: ContaminationReport): Markup {
  const head = html`<h3>${say('Does the answer move with the data?')}</h3>`;
  if (list.length === 0)
    return html`${head}
      <p class="note">${say('Changed data were not asked about.')}</p>`;
  const table = dataTable({
    caption: say('Answers to changed data'),
    className: 'effects',
    columns: [
      { title: say('Change') },
      { title: say('n'), kind: 'number' },
      { title: say('Moved with, not at all, against'), kind: 'plot' },
      { title: say('Mean shift'), about: say('Of prob_bull, the way the change speaks'), kind: 'number' },
      { title: say('Other label'), about: say('Answers with another regime label'), kind: 'number' },
    ],
    rows: list.map((effect): Piece[] => [
      changeText(effect.change),
      decimals(effect.n, 0),
      movement(effect),
      html`${orDash(effect.mean_shift, signedScore, 'The change has no direction.')}${
        effect.mean_shift_interval === null ? null : html`<small>${between(...effect.mean_shift_interval)}</small>`
      }`,
      orDash(effect.share_label_changed, share, 'No decision was asked.'),
    ]),
  });
  return html`${head}
    <p class="note">
      <span class="swatch bull">${say('moved with the data')}</span>
      <span class="swatch neutral">${say('did not move')}</span>
      <span class="swatch bear">${say('moved against them')}</span>
      <span class="swatch moved">${say('moved (no direction)')}</span>
    </p>
    ${table}`;
}

function movement(effect: ContaminationReport['data_effects'][number]): Piece {
  const { share_with_data: together, share_against_data: against, share_unmoved: still } = effect;
  if (still === null) return dash('No decision was asked.');
  const parts: [string, number, string][] =
    together === null || against === null
      ? [
          ['moved', 1 - still, say('moved')],
          ['neutral', still, say('did not move')],
        ]
      : [
          ['bull', together, say('moved with the data')],
          ['neutral', Math.max(0, 1 - together - against), say('did not move')],
          ['bear', against, say('moved against them')],
        ];
  let at = 0;
  const rects = parts.map(([className, size, text]) => {
    const x = at;
    at += size * 100;
    return html`<rect class="part ${className}" x="${unit(x)}%" width="${unit(size * 100)}%" y="3" height="18"
      ><title>${share(size)} ${text}</title></rect
    >`;
  });
  const said = parts.map(([, size, text]) => `${share(size)} ${text}`).join(', ');
  return html`<svg width="100%" height="24" role="img" aria-label="${said}">${rects}</svg
    ><small>${parts.map(([, size]) => share(size)).join(' · ')}</small>`;
}

function recitation({ recitation: found }: ContaminationReport): Markup {
  const head = html`<h3>${say('Can it recite the period?')}</h3>`;
  if (found === null)
    return html`${head}
      <p class="note">${say('Not asked.')}</p>`;
  const row = (name: string, part: typeof found.close): Piece[] => [
    name,
    decimals(part.answered, 0),
    decimals(part.right, 0),
    orDash(part.share_recited, share, 'Nothing was asked.'),
    share(part.by_chance),
    orDash(part.p_value, pValue, 'Nothing was answered.'),
  ];
  const table = dataTable({
    caption: say('Recitation of weekly closes'),
    columns: [
      { title: say('From memory') },
      { title: say('Answered'), kind: 'number' },
      { title: say('Right'), kind: 'number' },
      { title: say('Of all asked'), kind: 'number' },
      { title: say('By chance'), kind: 'number' },
      { title: say('p'), kind: 'number' },
    ],
    rows: [row(say('Weekly close within 2 %'), found.close), row(say('Direction of the week'), found.direction)],
  });
  return html`${head}
    <p class="note">
      ${say(
        'Of {asked} weeks asked about without any data, {unreadable} answers were unreadable and {failed} failed. It recites where a p is below 0.025.',
        {
          asked: found.asked,
          unreadable: found.unreadable,
          failed: found.failed,
        },
      )}
    </p>
    ${table}`;
}
