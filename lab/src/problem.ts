/** What a person has asked of the lab that cannot be done. Worded by the faces: `code` is a key of messages/lab, `values` its parts. */
export class LabProblem extends Error {
  override readonly name = 'LabProblem';
  readonly code: LabProblemCode;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(code: LabProblemCode, values: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.values = values;
  }
}

export type LabProblemCode =
  | 'no-dataset'
  | 'dataset-short'
  | 'dataset-words'
  | 'heads'
  | 'not-a-setting'
  | 'setting-value'
  | 'no-checkpoint'
  | 'checkpoint-broken'
  | 'checkpoint-cut'
  | 'checkpoint-other'
  | 'checkpoint-shape'
  | 'checkpoint-words'
  | 'weights-missing'
  | 'weights-not-fetched'
  | 'download'
  | 'download-weights'
  | 'openwebtext'
  | 'checksum'
  | 'no-text'
  | 'unreadable'
  | 'too-large'
  | 'characters'
  | 'words-missing'
  | 'meta-broken'
  | 'memory'
  | 'no-gpu'
  | 'gpu-type'
  | 'webgpu-missing'
  | 'webgpu-broken'
  | 'koffi-missing'
  | 'blas-missing'
  | 'loss-not-a-number';
