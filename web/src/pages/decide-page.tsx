import type { OwnComparison } from '@ridgepoint/engine/report';
import { lazy, Suspense } from 'preact/compat';
import type { Question } from './question-page.tsx';

const OwnAnswer = lazy(() => import('../answer/own-answer.tsx'));

/** 64 H200 for three years in Virginia: buy them, rent them, or neither? */
export const DECIDE: Question<OwnComparison> = {
  id: 'decide',
  operation: 'compare-own',
  words: ['compare', 'own'],
  first: ['on', 'gpus', 'years', 'place', 'utilisation', 'price', 'server', 'tariff'],
  example: { on: 'h200-sxm', gpus: '64', years: '3', place: 'virginia', utilisation: '70 %' },
  show: (report, id) => (
    <Suspense fallback={null}>
      <OwnAnswer report={report} id={id} />
    </Suspense>
  ),
};
