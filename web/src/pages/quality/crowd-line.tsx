import type { RouteAnswer } from '../../../../src/contract/dashboard-routes.js';
import { useWords } from '../../language/use-language.js';

type Evaluation = RouteAnswer<'evaluation'>['evaluation'];

/** Who the crowd of an evaluation is, or why there is none. */
export function CrowdLine({ of: { forecasters, baselines } }: { readonly of: Evaluation }) {
  const { t } = useWords();
  const crowd = baselines.find(({ members }) => members !== undefined);
  const models = new Set(forecasters.flatMap(({ id, kind }) => (kind === 'llm' ? [id] : [])));
  const said =
    crowd !== undefined
      ? t('quality.crowd', { id: crowd.id, models: crowd.members!.join(', ') })
      : models.size > 1
        ? t('quality.crowd.older')
        : t('quality.crowd.alone', { n: models.size });
  return <p class="quiet">{said}</p>;
}
