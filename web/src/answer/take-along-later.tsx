import type { ComponentProps } from 'preact';
import { lazy, Suspense } from 'preact/compat';

const Loaded = lazy(() => import('./take-along.tsx'));

/** What can be done with an answer is fetched once there is one. */
export const TakeAlong = (props: ComponentProps<typeof Loaded>) => (
  <Suspense fallback={<section class="take" />}>
    <Loaded {...props} />
  </Suspense>
);
