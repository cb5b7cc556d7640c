import { useState } from 'preact/hooks';
import { API, change, RequestFailed } from '../../api/client.js';
import { token } from '../../api/token.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';

/** The stored report of a run, in place. A frame can send no token: where one is wanted, a ticket opens it, once. */
export function ReportCard({ path }: { readonly path: string }) {
  const { t, said } = useWords();
  const [address, setAddress] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const report = `${API}${path}/report`;
  const open = (): void => {
    setProblem(null);
    if (token.get() === null) {
      setAddress(report);
      return;
    }
    change('ticket', 'POST', '/tickets').then(
      ({ ticket }) => setAddress(`${report}?ticket=${encodeURIComponent(ticket)}`),
      (error: unknown) => setProblem(error instanceof RequestFailed ? error.message : String(error)),
    );
  };
  return (
    <Card title={t('run.report')} wide>
      {address === null ? (
        <button onClick={open}>{t('run.report.open')}</button>
      ) : (
        <iframe title={t('run.report')} src={address} />
      )}
      {problem !== null && <p role="alert">{said(problem)}</p>}
    </Card>
  );
}
