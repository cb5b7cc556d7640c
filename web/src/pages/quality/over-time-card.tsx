import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { SkillLine } from '../../charts/skill-line.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';

const WINDOWS = [30, 60, 120, 250] as const;
const CLIMATOLOGY = 'climatology';

/** How the skill of a forecaster went, against whichever other of the evaluation. */
export function OverTimeCard({ id, forecasters }: { readonly id: string; readonly forecasters: readonly string[] }) {
  const { t, score, day } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [against, setAgainst] = useState(CLIMATOLOGY);
  const [window, setWindow] = useState<number>(WINDOWS[1]);
  const forecaster = forecasters.find((each) => each === chosen) ?? forecasters[0]!;
  const named = against === forecaster ? CLIMATOLOGY : against;
  const query = `forecaster=${encodeURIComponent(forecaster)}&against=${encodeURIComponent(named)}&window=${window}`;
  const skill = useDocument('skillOverTime', `/evaluations/${encodeURIComponent(id)}/skill?${query}`);
  const shownName = (name: string): string => (name === CLIMATOLOGY ? t('quality.climatology') : name);
  return (
    <Card title={t('quality.overtime')} wide>
      <div class="row">
        <Choice label={t('quality.overtime.forecaster')} value={forecaster} of={forecasters} onChange={setChosen} />
        <Choice
          label={t('quality.overtime.against')}
          value={named}
          of={skill.document?.references ?? [CLIMATOLOGY]}
          text={shownName}
          onChange={setAgainst}
        />
        <Choice
          label={t('quality.overtime.window')}
          value={String(window)}
          of={WINDOWS.map(String)}
          onChange={(value) => setWindow(Number(value))}
        />
      </div>
      <Shown loaded={skill}>
        {(document) => {
          const known = document.stretches.filter((each) => each.skill !== null);
          const [first, last] = [known[0], known.at(-1)];
          if (first === undefined || last === undefined) return <p class="quiet">{t('quality.overtime.none')}</p>;
          const { headline_from: cutoff } = document;
          const values = { name: document.forecaster, against: shownName(document.against) };
          return (
            <>
              <SkillLine
                of={document}
                label={t('quality.overtime.alt', { ...values, first: score(first.skill), last: score(last.skill) })}
              />
              <p class="quiet">
                {t('quality.overtime.about', { n: last.n })}{' '}
                {cutoff === null
                  ? t('quality.overtime.no-cutoff')
                  : cutoff > first.to && cutoff < last.to && t('quality.overtime.cutoff')}
              </p>
              <details>
                <summary>{t('outcome.table')}</summary>
                <Table
                  caption={t('quality.overtime')}
                  head={(['to', 'period', 'skill', 'interval'] as const).map((each) => t(`quality.overtime.${each}`))}
                  rows={known.map((each) => ({
                    key: `${each.period} ${each.to}`,
                    cells: [
                      day(each.to),
                      t(`quality.period.${each.period}`),
                      score(each.skill),
                      each.low === null ? '–' : `${score(each.low)} … ${score(each.high)}`,
                    ],
                  }))}
                />
              </details>
            </>
          );
        }}
      </Shown>
    </Card>
  );
}

function Choice({
  label,
  value,
  of,
  text = (each) => each,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly of: readonly string[];
  readonly text?: (value: string) => string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {of.map((each) => (
          <option key={each} value={each}>
            {text(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
