import { relative } from 'node:path';
import { diffLines, hunksOf } from '../../../app/prompts/line-diff.js';
import { listPrompts } from '../../../app/prompts/list-prompts.js';
import { loadPrompt, promptsFolder } from '../../../app/prompts/load-prompt.js';
import { writeNewPrompt } from '../../../app/prompts/new-prompt.js';
import { promptFileText } from '../../../app/prompts/prompt-file.js';
import { renderDiff, renderPrompts } from '../../../report/terminal/prompts.js';
import type { OutputGiven } from '../../options/rows.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import type { PromptDiffGiven, PromptNewGiven } from './options.js';

export async function runPromptList(session: Session, { json, config }: OutputGiven): Promise<void> {
  const runtime = runtimeFor(session, {}, config);
  const prompts = await listPrompts(runtime);
  if (json === true) session.printJson({ prompts });
  else session.print(renderPrompts(prompts, runtime.config.llm.prompt, session.style));
}

export async function runPromptShow(session: Session, id: string | undefined, options: OutputGiven): Promise<void> {
  const runtime = runtimeFor(session, {}, options.config);
  const { prompt, sha256, identity, file } = await loadPrompt(id ?? runtime.config.llm.prompt, promptsFolder(runtime));
  const { created_at, description, system, user } = prompt;
  if (options.json === true) {
    const sent = prompt.renderSystem();
    session.printJson({
      id: prompt.id,
      identity,
      sha256,
      created_at,
      description,
      file,
      system,
      user,
      system_sent: sent,
    });
  } else session.print(promptFileText(prompt));
}

export async function runPromptDiff(session: Session, a: string, b: string, options: PromptDiffGiven): Promise<void> {
  const folder = promptsFolder(runtimeFor(session, {}, options.config));
  const [one, other] = [await loadPrompt(a, folder), await loadPrompt(b, folder)];
  const [left, right] = [one, other].map(({ prompt }) => promptFileText(prompt).trimEnd().split('\n')) as [
    string[],
    string[],
  ];
  const view = { a: one.identity, b: other.identity, hunks: hunksOf(diffLines(left, right)) };
  session.print(renderDiff(view, session.style));
}

export async function runPromptNew(session: Session, id: string, options: PromptNewGiven): Promise<void> {
  const { cwd } = session.io;
  const file = relative(cwd, await writeNewPrompt(runtimeFor(session, {}, options.config), id, options.from));
  session.print(
    [
      session.say('Wrote {file}', { file: file.replace(/\\/g, '/') }),
      session.say('Change its words and its description, then compare and use it:'),
      `  llm-trading prompt diff ${options.from} ${id}`,
      `  llm-trading cycle --prompt ${id} --model MODEL`,
    ].join('\n'),
  );
}
