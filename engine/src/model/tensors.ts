/** One weight (or a stack of equal ones) of a network. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** How many equal tensors of this kind in the layer, or in the whole model outside layers. */
  readonly count: number;
  readonly role:
    | 'embedding'
    | 'position'
    | 'head'
    | 'mixer'
    | 'mlp'
    | 'expert'
    | 'shared-expert'
    | 'router'
    | 'norm'
    | 'other';
  /** How tensor/expert parallelism divides it. */
  readonly shard: 'column' | 'row' | 'vocab' | 'expert' | 'none';
}
