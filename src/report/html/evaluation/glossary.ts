import { html, type Markup, type Piece } from '../markup.js';
import { say, type ReportWord } from '../speech.js';

/** Words that a trader need not know, each in one sentence. */
export const GLOSSARY: readonly (readonly [term: ReportWord, meaning: ReportWord])[] = [
  ['climatology', 'The simplest forecast there is: how often bull came true so far, whatever the market does now.'],
  [
    'Brier skill',
    '1 minus the Brier score over that of climatology: above 0 is better than climatology, 1 is perfect.',
  ],
  ['Brier', 'Mean squared error of the probability: 0 is perfect, 0.25 is always saying 50 %. Lower is better.'],
  ['Log skill', 'The same with the log score, which punishes being sure and wrong far more.'],
  [
    'AUC',
    'How often a bull case got a higher probability than a bear case: 0.5 knows nothing, 1 puts every pair in order.',
  ],
  ['ECE', 'Expected calibration error: how far, on average, what is said lies from what comes true. 0 is perfect.'],
  [
    'Cosine p',
    'How likely a difference as large would be by chance, by the cosine test, which holds on few decisions too. The verdict goes by it.',
  ],
  ['DM p', 'The same question by the Diebold–Mariano test: another test on the same numbers, so another p.'],
  [
    'independent',
    'Decisions whose windows do not overlap: overlapping ones see the same market, so they are less evidence than their number.',
  ],
  ['crowd', 'The mean of the probabilities of all models that were asked about the same moments, one vote each.'],
];

/** Letters that a Russian word ends with, which change with its case. */
const ENDING = /[а-яё]{1,2}$/;

/** The words in the language of the page with what they begin with, the longer ones first: one may begin with another. */
const stems = (): { readonly stem: string; readonly meaning: string }[] =>
  GLOSSARY.map(([term, meaning]) => ({ stem: say(term).replace(ENDING, ''), meaning: say(meaning) })).sort(
    (a, b) => b.stem.length - a.stem.length,
  );

/** A text whose first word of the glossary, where it has one, says what it means when it is pointed at. */
export function explained(text: string): Piece {
  const known = stems();
  const seen = new Set<string>();
  const pattern = new RegExp(`((?:${known.map(({ stem }) => stem).join('|')})[а-яё]*)`, 'i');
  return text.split(pattern).map((part, i): Piece => {
    const found = i % 2 === 1 && known.find(({ stem }) => part.toLowerCase().startsWith(stem.toLowerCase()));
    if (!found || seen.has(found.stem)) return part;
    seen.add(found.stem);
    return html`<abbr title="${found.meaning}">${part}</abbr>`;
  });
}

/** All of them, for those who cannot point. */
export function glossary(): Markup {
  return html`<details class="glossary">
    <summary>${say('What the words mean')}</summary>
    <dl>
      ${GLOSSARY.map(
        ([term, meaning]) =>
          html`<dt>${say(term)}</dt>
            <dd>${say(meaning)}</dd>`,
      )}
    </dl>
  </details>`;
}
