import { computePositionMultipliers, type RegimeInput, type Side } from '../../../core/position-sizing/index.js';
import { decimals, fraction } from '../../../report/shared/numbers.js';
import { heading } from '../../../report/terminal/layout.js';
import { renderTable } from '../../../report/terminal/table.js';
import { InputError } from '../../../core/errors.js';
import { parseJsonObject, readInput } from '../../input-file.js';
import { settingsOf } from '../../options/option-table.js';
import type { Session } from '../../session.js';
import { warn } from '../../warn.js';
import { loadSettings } from '../../settings.js';
import { SIZE_OPTIONS, type SizeGiven } from './options.js';

/** A saved cycle holds its regime in `llm_output`. */
function regimeIn(document: Readonly<Record<string, unknown>>, file: string): RegimeInput & Record<string, unknown> {
  const inner = document.llm_output ?? document;
  if (typeof inner === 'object' && !Array.isArray(inner)) return inner as RegimeInput & Record<string, unknown>;
  throw new InputError('input.json', `llm_output in ${file} (--regime) is not a regime: it must be a JSON object.`, {
    where: 'regime',
  });
}

/** Sizing is lenient; a person should still hear what it assumed. */
function assumptions(regime: Readonly<Record<string, unknown>>): string[] {
  const odd = ['prob_bull', 'prob_bear'].filter((name) => typeof regime[name] !== 'number');
  return odd.map((name) => `${name} is ${name in regime ? 'no number' : 'missing'} and counts as 0.5.`);
}

export async function runSize(session: Session, options: SizeGiven): Promise<void> {
  const { config } = loadSettings(session, settingsOf(SIZE_OPTIONS, options), options.config);
  if (options.regime === undefined) {
    throw new InputError('input.missing', '--regime is missing: name a file with the regime as JSON, or - for stdin.', {
      where: 'regime',
    });
  }
  const text = await readInput(options.regime, '--regime', session.io);
  const regime = regimeIn(parseJsonObject(text, options.regime, '--regime'), options.regime);
  const { baseLongSize, baseShortSize, kMax, profile } = config.sizing;
  const size = (side: Side): ReturnType<typeof computePositionMultipliers> =>
    computePositionMultipliers(regime, { side, baseLongSize, baseShortSize, kMax, profile });
  const { positionSize, kLong, kShort } = size(options.side);
  warn(session, assumptions(regime));
  if (options.json === true) {
    session.printJson({ position_size: positionSize, k_long: kLong, k_short: kShort });
    return;
  }
  const { paint, say } = session.style;
  const row = (side: Side, base: number, k: number): string[] => {
    const cells = [say(side), fraction(base), decimals(k, 3), fraction(size(side).positionSize)];
    return side === options.side ? cells.map((cell) => paint.bold(cell)) : cells;
  };
  const right = 'right' as const;
  const titles = ['side', 'base size', 'multiplier k', 'position'] as const;
  const columns = titles.map((title, i) => (i === 0 ? { title: say(title) } : { title: say(title), align: right }));
  const rows = [row('long', baseLongSize, kLong), row('short', baseShortSize, kShort)];
  session.print(
    [
      `${heading(say('Position size, {side}: {size} of equity', { side: say(options.side), size: fraction(positionSize) }), session.style)} ${paint.dim(say('(profile {profile}, k at most {k})', { profile, k: decimals(kMax, 2) }))}`,
      renderTable(columns, rows, session.style),
    ].join('\n'),
  );
}
