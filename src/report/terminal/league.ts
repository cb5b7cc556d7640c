import type { LeagueResult, SessionComparison } from '../../contract/league.js';
import { shellCommand } from '../../core/shell-command.js';
import { money, percent } from '../shared/format.js';
import { decimals, signed } from '../shared/numbers.js';
import { paragraph, sections, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { MODE_WORDS } from './sessions.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

type Row = SessionComparison['sessions'][number];

/** Longest name of a session or model in the table. */
const NAME_WIDTH = 28;

/** How a league stands when its process ends. */
export function renderLeague({ league, failed, registered, comparison }: LeagueResult, style: TerminalStyle): string {
  return sections([
    paragraph(style.say('League {name}', { name: league }), style),
    ...failed.map(({ session, reason }) =>
      paragraph(
        style.say('{session} could not go on: {reason}', { session, reason: untrusted(style.asTyped(reason)) }),
        style,
      ),
    ),
    renderComparedSessions(comparison, style),
    ...(registered.length === 0
      ? []
      : [
          paragraph(
            style.say('Registered forward tests: {list}; "{command}" lists them, and judges one by its number.', {
              list: registered.map(({ session, number }) => `${session} (${number})`).join(', '),
              command: shellCommand('evaluate', { registered: true }),
            }),
            style,
          ),
        ]),
    paragraph(
      style.say('The same command goes on where it was; "llm-trading sessions compare {league}" shows this again.', {
        league,
      }),
      style,
    ),
  ]);
}

/** Sessions side by side, the one with the most equity first. */
export function renderComparedSessions(
  { reference, sessions, crowd }: SessionComparison,
  style: TerminalStyle,
): string {
  const { say } = style;
  const right = 'right' as const;
  const { dash } = marksOf(style);
  const columns = [
    { title: say('session') },
    { title: say('mode') },
    { title: say('model') },
    { title: say('equity'), align: right },
    { title: say('P&L'), align: right },
    { title: say('calls, USD'), align: right },
    { title: say('scored'), align: right },
    { title: say('Brier'), align: right },
    { title: say('skill (95 %)'), align: right },
    { title: say('decisions more'), align: right },
  ];
  const rows = sessions.map((row) => {
    const { session, mode, strategy, model, equity, total_return: made, cost_usd: cost, brier } = row;
    return [
      truncate(untrusted(session), NAME_WIDTH, style),
      say(MODE_WORDS[mode]),
      truncate(untrusted(model ?? strategy), NAME_WIDTH, style),
      equity === null ? dash : money(equity),
      made === null ? dash : percent(made),
      cost === null ? '?' : decimals(cost, 2),
      brier === null ? dash : decimals(brier.decisions, 0),
      brier === null ? dash : decimals(brier.score, 4),
      brier === null ? dash : skillText(brier),
      row.more_decisions === null ? dash : decimals(row.more_decisions, 0),
    ];
  });
  if (crowd !== null) {
    const { brier } = crowd;
    rows.push([
      say('crowd'),
      dash,
      say('mean of {n} {n:model|models}', { n: crowd.members.length }),
      dash,
      dash,
      decimals(0, 2),
      brier === null ? dash : decimals(brier.decisions, 0),
      brier === null ? dash : decimals(brier.score, 4),
      brier === null ? dash : skillText(brier),
      dash,
    ]);
  }
  const what =
    reference === null
      ? say('None of them is climatology (baseline/climatology), which skill is measured against.')
      : say(
          'Skill is against {reference}. "Decisions more": until it can be told from the best Brier score, or that one from the next best, if things go on as they did; 0 is now.',
          { reference },
        );
  return sections([renderTable(columns, rows, style), paragraph(what, style)]);
}

function skillText({ skill, skill_interval: interval }: NonNullable<Row['brier']>): string {
  if (skill === null) return '?';
  const text = signed(skill * 100, 1);
  return interval === null ? text : `${text} (${signed(interval.low * 100, 1)} … ${signed(interval.high * 100, 1)}) %`;
}
