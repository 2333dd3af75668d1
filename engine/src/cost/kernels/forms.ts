import type { KernelKind } from '../../facts/index.ts';
import { ncclCollective } from './collective.ts';
import { customAllReduce } from './custom-all-reduce.ts';
import { decode } from './decode.ts';
import { dispatch } from './dispatch.ts';
import { expertsLayer } from './experts-layer.ts';
import type { KernelForm } from './form.ts';
import { gemm } from './gemm.ts';
import { latentDecode, latentPrefill } from './latent-attention.ts';
import { prefill } from './prefill.ts';

/** The formula of every kind of kernel. Their shapes differ: what walks all of them looks at names and units only. */
export const FORMS: Readonly<
  Record<KernelKind, Pick<KernelForm<never>, 'kind' | 'formula' | 'source' | 'parameters'>>
> = {
  gemm,
  prefill,
  decode,
  'latent-prefill': latentPrefill,
  'latent-decode': latentDecode,
  experts: expertsLayer,
  collective: ncclCollective,
  'custom-all-reduce': customAllReduce,
  dispatch,
};
