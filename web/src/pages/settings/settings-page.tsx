import { useState } from 'preact/hooks';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import type { DoctorReport } from '../../../../src/contract/doctor.js';
import { Card } from '../../parts/card.js';
import { JobLine } from '../../parts/job-line.js';
import { Shown } from '../../parts/states.js';
import { Table } from '../../parts/table.js';
import { useJob } from '../../parts/use-job.js';
import { ModelsCard } from './models-card.js';

/** The effective configuration with where each value came from, and the doctor. */
export default function SettingsPage() {
  const { t, said } = useWords();
  const settings = useDocument('settings', '/settings');
  const doctor = useJob(undefined, 'doctor');
  const [isOnline, setOnline] = useState(false);
  const report = (doctor.job?.result?.document ?? null) as DoctorReport | null;
  return (
    <>
      <div class="top">
        <h1>{t('settings.title')}</h1>
        <div class="row">
          <label class="check">
            <input
              type="checkbox"
              checked={isOnline}
              onChange={({ currentTarget }) => setOnline(currentTarget.checked)}
            />
            <span>{t('settings.doctor.online')}</span>
          </label>
          <button
            class="primary"
            disabled={doctor.isBusy}
            onClick={() => doctor.start({ kind: 'doctor', request: { offline: !isOnline } })}
          >
            {t('settings.doctor')}
          </button>
        </div>
      </div>
      <JobLine control={doctor} />
      {report !== null && (
        <Card title={t('settings.checks')}>
          <Table
            caption={t('settings.checks')}
            head={[t('settings.check'), t('settings.status'), t('settings.message')]}
            rows={report.checks.map(({ name, status, message, remedy }) => ({
              key: `${name} ${message}`,
              cells: [name, t(`doctor.${status}`), `${said(message)} ${said(remedy ?? '')}`],
            }))}
          />
        </Card>
      )}
      <ModelsCard />
      <Shown loaded={settings}>
        {(document) => (
          <Card title={t('settings.effective')}>
            <Table
              caption={t('settings.effective')}
              head={[t('settings.key'), t('settings.value'), t('settings.origin')]}
              rows={document.settings.map(({ key, env, value, origin }) => ({
                key,
                cells: [
                  <code title={key}>{env}</code>,
                  value === null ? t('none') : String(value),
                  origin === 'default' ? t('settings.origin.default') : said(origin),
                ],
              }))}
            />
          </Card>
        )}
      </Shown>
    </>
  );
}
