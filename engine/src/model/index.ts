/**
 * model/ - what a network is, from its config.
 * In: the text or object of a Hugging Face config.json, or bare sizes. Out: an Architecture (layers by kind), its tensors and
 * parameter counts, its operators a layer, training FLOP per token and cache elements per sequence. No machine, no batch, no format.
 * Papers: Vaswani 2017; GQA arXiv 2305.13245; MLA arXiv 2405.04434; DeepSeek-V3 arXiv 2412.19437; Mamba-2 arXiv 2405.21060;
 * FLOP counting: Narayanan 2021 (arXiv 2104.04473), PaLM (arXiv 2204.02311) appendix B.
 */
export type * from './architecture.ts';
export { ConfigError, type ConfigErrorCode, type ConfigErrorDetails } from './config-error.ts';
export {
  type AttentionConvention,
  averageContext,
  type FlopsPerToken,
  flopsPerToken,
  forwardFlopsPerToken,
} from './flops.ts';
export { kvElements, kvElementsPerToken, stateElements } from './kv.ts';
export { type GptSizes, makeGpt } from './make-gpt.ts';
export type * from './operators.ts';
export { operatorsOf } from './operators-of.ts';
export { type BlockParameters, type ParameterCounts, parametersOf } from './parameters.ts';
export { MAX_CONFIG_BYTES, parseConfig, parseConfigText } from './parse-config.ts';
export { comparePublished, type PublishedComparison } from './published.ts';
export { knownModelTypes, readArchitecture } from './read-architecture.ts';
export { scanOf } from './scan.ts';
export type * from './tensors.ts';
export { blockTensors, elements, layersOfKind, type TensorGroup, tensorsOf } from './tensors-of.ts';
export {
  readVision,
  type SeenPictures,
  seenPicture,
  towerElements,
  type Vision,
  type VisionTower,
  visionFlops,
} from './vision.ts';
