import { Command, Option } from 'commander';
import {
  configOption,
  jsonOption,
  lastDaysOption,
  timerangeOption,
  type CommandFactory,
  addLedgerOptions,
} from '../../command.js';
import { BARS_EXAMPLE, addReadingOptions } from '../../reading-options.js';
import { settingOption } from '../../setting-options.js';

const EXAMPLES = `
Examples:
  llm-trading evaluate --data BTCUSDT:1h --every 12
  llm-trading evaluate --data BTCUSDT:1h --observations store --model ollama/llama3.1:8b --probe
  llm-trading evaluate --data BTCUSDT:1h --model openai/gpt-4o-2024-08-06 --prompt regime-2 --prompt mine --budget 5
`;

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
const repeatable = (flags: string, about: string): Option => new Option(flags, about).argParser(collect);

export const evaluateCommand: CommandFactory = ({ session }) =>
  addLedgerOptions(
    addReadingOptions(new Command('evaluate'), BARS_EXAMPLE)
      .addOption(repeatable('--data <FILE|SYMBOL:INTERVAL>', 'bars of the asset: a file, or a stored series'))
      .addOption(repeatable('--funding <FILE>', 'settled funding: a file, or a symbol whose funding is stored'))
      .addOption(new Option('--observations <FILE>', 'what models may see beside the bars: a JSONL file, or "store"'))
      .addOption(
        repeatable(
          '--model <MODEL>',
          'provider/model, baseline/NAME or an ensemble; may be repeated (default LLM_MODEL)',
        ),
      )
      .addOption(repeatable('--prompt <ID>', 'prompt to ask with; every model is asked with each (default LLM_PROMPT)'))
      .addOption(settingOption('llm.ensembleWeights', 'HOW').choices(['equal', 'fitted']))
      .addOption(new Option('--from <TIME>', 'first decision (UTC; default: once the bars show 30-day trends)'))
      .addOption(new Option('--to <TIME>', 'end of the decisions, not included (default: all)'))
      .addOption(timerangeOption())
      .addOption(lastDaysOption())
      .addOption(new Option('--horizon <HOURS>', 'how far ahead is judged (default HORIZON_HOURS)'))
      .addOption(new Option('--every <HOURS>', 'time between decisions (default: the horizon)'))
      .addOption(
        new Option(
          '--fields <WHICH>',
          'fields shown to the models: those nearly all decisions have (default), those history can supply, or all',
        ).choices(['common', 'historical', 'all']),
      )
      .addOption(new Option('--probe [DECISIONS]', 'ask also masked and changed forms of some decisions (default 100)'))
      .addOption(new Option('--ablate-news', 'ask every decision that has news a second time, without them'))
      .addOption(
        new Option('--strategy <NAME>', 'what the opinions scale, for the share of the P&L that is theirs').default(
          'buy-and-hold',
        ),
      )
      .addOption(repeatable('--param <NAME=VALUE>', 'a parameter of that strategy; may be repeated'))
      .addOption(new Option('--no-attribution', 'leave the P&L out'))
      .addOption(new Option('--shifts <N>', 'circular shifts of the opinions (default 999)'))
      .addOption(new Option('--budget <USD>', 'most that asking may cost; checked before the first question'))
      .addOption(new Option('--settings-chosen <TIME>', 'when you last chose settings with results in view'))
      .addOption(new Option('--embargo-days <N>', 'days after a training cutoff that do not count (default 30)'))
      .addOption(new Option('--model-dates <FILE>', 'JSON with release dates and cutoffs of models'))
      .addOption(new Option('--samples <N>', 'resamples of each bootstrap (default 1000)'))
      .addOption(new Option('--register', 'freeze model, prompt and settings now; only later decisions count then'))
      .addOption(new Option('--hypothesis <TEXT>', 'with --register: what you expect to be found'))
      .addOption(new Option('--alpha <P>', 'with --register: chance that the result is ever wrong (default 0.05)'))
      .addOption(new Option('--registered [ID]', 'list what is registered, or report on one, by number or hash'))
      .addOption(new Option('--seed <N>', 'of the questions of --probe (default 1)'))
      .addOption(
        new Option(
          '--concurrency <N>',
          'model calls under way at once (default: as many as the server is found to bear, up to 8)',
        ),
      )
      .addOption(new Option('--out <DIR>', 'folder that the evaluation is made in (default user_data/evaluations)')),
  )
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: Record<string, unknown>) => {
      const { runEvaluateCommand } = await import('./run.js');
      await runEvaluateCommand(session, options);
    });
