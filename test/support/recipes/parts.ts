import { inserted, newFile, together, type Recipe } from './recipe.js';

export const strategyRecipe: Recipe = {
  title: 'A strategy',
  kinds: ['strategy'],
  name: 'momentum-hold',
  edits: [
    newFile(
      'src/strategies/momentum-hold.ts',
      `
import { z } from 'zod';
import { Strategy, type AccountState, type Bar, type Order, type StrategyContext } from './base.js';

export const momentumHoldSchema = z.strictObject({
  /** Fraction of equity while long. */
  size: z.number().positive().default(1),
});

/** Long after a bar that closed above its open, flat after one that did not. */
export class MomentumHold extends Strategy {
  constructor(private readonly params: z.infer<typeof momentumHoldSchema>) {
    super();
  }

  onBar(bar: Bar, _account: AccountState, context: StrategyContext): Order | null {
    return bar.close > bar.open ? context.long(this.params.size) : context.flat();
  }
}
`,
    ),
    newFile(
      'src/strategies/momentum-hold.test.ts',
      `
import { expect, it } from 'vitest';
import { MomentumHold } from './momentum-hold.js';
import { createStrategy, findStrategy } from './registry.js';

it('is made by its name, with a size of its own', () => {
  expect(findStrategy('momentum-hold').schema.parse({})).toEqual({ size: 1 });
  expect(createStrategy('momentum-hold', { size: 0.5 })).toBeInstanceOf(MomentumHold);
});
`,
    ),
    together(
      inserted(
        'src/strategies/registry.ts',
        "import { readParams } from './params.js';\n",
        "import { MomentumHold, momentumHoldSchema } from './momentum-hold.js';\n",
      ),
      inserted(
        'src/strategies/registry.ts',
        "  entry(\n    'llm-regime',",
        "  entry(\n    'momentum-hold',\n    'long after a rise, flat after a fall',\n    momentumHoldSchema,\n    (params) => new MomentumHold(params),\n  ),\n",
      ),
    ),
    inserted(
      'src/report/language/terminal/ru-strategies.ts',
      "  'trades the regime model’s opinion alone'",
      "  'long after a rise, flat after a fall': 'лонг после роста, вне рынка после падения',\n",
    ),
    ...['docs/STRATEGIES.md', 'docs/STRATEGIES.ru.md'].map((file) =>
      inserted(
        file,
        'llm-regime – ',
        'momentum-hold – long after a rise, flat after a fall\n  size  1  number, > 0\n\n',
      ),
    ),
  ],
};

export const metricRecipe: Recipe = {
  title: 'A metric',
  kinds: ['metric'],
  name: 'average_trade_share',
  edits: [
    inserted(
      'src/engine/metrics/metrics.ts',
      '  /** Growth a year, a fraction. */\n',
      '  /** Total return over the number of trades, a fraction; null without one. */\n  readonly average_trade_share: number | null;\n',
    ),
    inserted(
      'src/engine/metrics/index.ts',
      '    cagr: growth,\n',
      '    average_trade_share: pnl.length === 0 ? null : totalReturn(initial, finalEquity) / pnl.length,\n',
    ),
    inserted(
      'src/report/shared/metric-list.ts',
      "  exposure: info('Return',",
      "  average_trade_share: info('Return', 'percent', 'Return a trade', 'total return over the number of trades'),\n",
    ),
    inserted(
      'src/engine/metrics/metrics.test.ts',
      "  it('a run of nothing has no ratios', () => {",
      `  it('a return a trade needs a trade', () => {
    const result = backtest({ data: [{ bars: randomBars(5, 4_000) }], strategy: new RandomTrader(5) });
    const { average_trade_share, total_return, trades } = computeMetrics(result);
    expect(average_trade_share).toBeCloseTo(total_return / trades, 12);
  });

`,
    ),
  ],
};

export const baselineRecipe: Recipe = {
  title: 'A baseline',
  kinds: ['baseline'],
  name: 'cautious',
  edits: [
    newFile(
      'src/evaluation/baselines/cautious.ts',
      `
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { baselineModel } from './baseline-model.js';

/** The number changes with any change of the rule. */
const CAUTIOUS_ID = 'baseline/cautious-1';

/** Leans to bear a little, whatever the market. */
export const cautiousModel: RegimeModel = baselineModel(CAUTIOUS_ID, () => ({
  probBull: 0.45,
  reason: 'Bear is held a little likelier, whatever the market.',
}));
`,
    ),
    newFile(
      'src/evaluation/baselines/cautious.test.ts',
      `
import { expect, it } from 'vitest';
import { sampleSnapshot } from '../fixtures/sample-snapshot.js';
import { cautiousModel } from './cautious.js';

it('leans to bear a little', async () => {
  expect((await cautiousModel.assess(sampleSnapshot())).assessment.prob_bull).toBe(0.45);
});
`,
    ),
    inserted('src/app/config/model-choice.ts', "  'climatology',\n", "  'cautious',\n"),
    together(
      inserted(
        'src/app/models/baselines.ts',
        'import { CLIMATOLOGY_ID,',
        "import { cautiousModel } from '../../evaluation/baselines/cautious.js';\n",
      ),
      inserted('src/app/models/baselines.ts', '  momentum: fitted(', '  cautious: fixed(cautiousModel),\n'),
    ),
    ...['docs/EVALUATION.md', 'docs/EVALUATION.ru.md'].map((file) =>
      inserted(file, '| `momentum` |', '| `cautious` | always 0.45. |\n'),
    ),
  ],
};

export const commandRecipe: Recipe = {
  title: 'A command',
  kinds: ['command'],
  name: 'where',
  edits: [
    newFile(
      'src/cli/commands/where/options.ts',
      `
import { option, type GivenBy } from '../../options/option-table.js';
import { flagOnly } from '../../options/readers.js';
import { output } from '../../options/rows.js';

/** The options of \`where\`, by the field that each sets. */
export const WHERE_OPTIONS = {
  runs: option('--runs', 'the folder of the runs inside it', flagOnly),
  ...output,
} as const;
export type WhereGiven = GivenBy<typeof WHERE_OPTIONS>;
`,
    ),
    newFile(
      'src/cli/commands/where/command.ts',
      `
import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { WHERE_OPTIONS } from './options.js';

export const whereCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('where'), WHERE_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const { runWhere } = await import('./run.js');
    runWhere(session, readFor(session, WHERE_OPTIONS, typed));
  });
`,
    ),
    newFile(
      'src/cli/commands/where/run.ts',
      `
import { join } from 'node:path';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';
import type { WhereGiven } from './options.js';

export function runWhere(session: Session, { runs, json, config }: WhereGiven): void {
  const { userDataDir } = loadSettings(session, {}, config).config;
  const folder = runs === true ? join(userDataDir, 'runs') : userDataDir;
  if (json === true) session.printJson({ folder });
  else session.print(folder);
}
`,
    ),
    inserted(
      'src/cli/commands/index.ts',
      "  {\n    name: 'config',",
      `  {
    name: 'where',
    takes: '[options]',
    about: 'Print the folder in which files are kept',
    load: async () => (await import('./where/command.js')).whereCommand,
  },
`,
    ),
    newFile(
      'test/e2e/where.test.ts',
      `
import { expect, it } from 'vitest';
import { cli, emptyDir } from './support/cli.js';

it.each([
  [['where'], '/kept\\n'],
  [['where', '--runs'], '/kept/runs\\n'],
])('prints the folder in which files are kept: %j', async (argv, printed) => {
  const { code, stdout } = await cli(argv, { cwd: emptyDir(), env: { USER_DATA_DIR: '/kept' } });
  expect([code, stdout]).toEqual([0, printed]);
});
`,
    ),
    ...['README.md', 'README.ru.md'].map((file) =>
      inserted(
        file,
        '| `llm-trading doctor` |',
        '| `llm-trading where` | print the folder in which files are kept |\n',
      ),
    ),
  ],
};

export const providerRecipe: Recipe = {
  title: 'A model provider',
  kinds: ['provider', 'setting'],
  name: 'mistral',
  edits: [
    newFile(
      'src/infra/llm/providers/mistral.ts',
      `
import type { LLMProvider } from '../types.js';
import type { VendorSettings } from './ai-sdk/provider.js';
import { createOpenAICompatibleProvider } from './openai-compatible.js';

export interface MistralSettings extends VendorSettings {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
}

/** Mistral, which speaks OpenAI's language. */
export function createMistralProvider(settings: MistralSettings): LLMProvider {
  const variables = { baseUrlVariable: 'MISTRAL_BASE_URL', keyVariable: 'MISTRAL_API_KEY' };
  return createOpenAICompatibleProvider({ ...settings, ...variables, id: 'mistral' });
}
`,
    ),
    newFile(
      'src/infra/llm/providers/mistral.test.ts',
      `
import { expect, it } from 'vitest';
import { realClock } from '../../../../test/support/llm-clock.js';
import { createProvider } from './create-provider.js';

it('answers by its own name', () => {
  const settings = { clock: realClock, apiKey: 'key', baseUrl: 'http://127.0.0.1:9/v1' };
  expect(createProvider({ type: 'mistral', ...settings }).id).toBe('mistral');
});
`,
    ),
    together(
      inserted(
        'src/infra/llm/providers/create-provider.ts',
        'import { createOllamaProvider,',
        "import { createMistralProvider, type MistralSettings } from './mistral.js';\n",
      ),
      inserted(
        'src/infra/llm/providers/create-provider.ts',
        "  | ({ readonly type: 'google' }",
        "  | ({ readonly type: 'mistral' } & MistralSettings)\n",
      ),
      inserted(
        'src/infra/llm/providers/create-provider.ts',
        "    case 'google':",
        "    case 'mistral':\n      return createMistralProvider(settings);\n",
      ),
    ),
    inserted('src/app/config/model-choice.ts', "'anthropic', 'google'", ", 'mistral'", 'behind'),
    inserted(
      'src/app/config/groups/providers.ts',
      "  google: group('Google Gemini', {",
      `  mistral: group('Mistral', {
    baseUrl: url({ env: 'MISTRAL_BASE_URL', about: 'Address of the API.' }, 'https://api.mistral.ai/v1'),
    apiKey: secret({ env: 'MISTRAL_API_KEY', about: 'Its key.' }),
  }),
`,
    ),
    together(
      inserted(
        'src/app/models/providers.ts',
        'const { azure, openai, anthropic, google } = config.llm;',
        'const { mistral } = config.llm;\n  ',
      ),
      inserted(
        'src/app/models/providers.ts',
        "    case 'google':",
        "    case 'mistral':\n      return mistral.apiKey !== null;\n",
      ),
      inserted(
        'src/app/models/providers.ts',
        "    case 'google':\n      return createProvider(",
        `    case 'mistral':
      return createProvider({
        type: 'mistral',
        ...common,
        baseUrl: config.llm.mistral.baseUrl,
        apiKey: replay ? UNSENT.apiKey : (config.llm.mistral.apiKey ?? undefined),
      });
`,
      ),
    ),
    inserted(
      '.env.example',
      '# --- Google Gemini',
      `# --- Mistral

# Address of the API.
# MISTRAL_BASE_URL=https://api.mistral.ai/v1

# Its key. Secret: only from the environment or .env.
# MISTRAL_API_KEY=

`,
    ),
    ...(
      [
        ['docs/SETTINGS.md', 'never: a secret', 'not set'],
        ['docs/SETTINGS.ru.md', 'никогда: секрет', 'не задано'],
      ] as const
    ).map(([file, never, unset]) =>
      inserted(
        file,
        '| `GOOGLE_BASE_URL` |',
        `| \`MISTRAL_BASE_URL\` | \`llm.mistral.base_url\` | \`https://api.mistral.ai/v1\` | Address of the API. |\n| \`MISTRAL_API_KEY\` | ${never} | ${unset} | Its key. |\n`,
      ),
    ),
  ],
};
