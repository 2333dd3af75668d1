/**
 * operations - the list of what Ridgepoint can be asked.
 * In: a question as parsed data (a scenario, a name, a path) and the catalogue. Out: an answer as plain data of report/.
 * Each has a name, a sentence, an input schema, a kind of output and a function; command line, HTTP, MCP and forms are derived
 * from the list, so the faces cannot drift apart. A new question is a file in operations/ and a line here.
 */
import { caseList, caseRun, caseShow } from './operations/casebook/casebook.ts';
import { catalogueCheck } from './operations/catalogue-check.ts';
import { catalogueList } from './operations/catalogue-list.ts';
import { catalogueShow } from './operations/catalogue-show.ts';
import { chipsRoofline } from './operations/chips/roofline.ts';
import { compareTrain } from './operations/compare-train.ts';
import { crossoverOperation } from './operations/crossover/crossover.ts';
import { estimateCarbon } from './operations/economics/estimate-carbon.ts';
import { estimateChip } from './operations/economics/estimate-chip.ts';
import { estimateDataflow } from './operations/economics/estimate-dataflow.ts';
import { estimateSupply } from './operations/economics/estimate-supply.ts';
import { estimateValue } from './operations/economics/estimate-value.ts';
import {
  explainCarbon,
  explainChip,
  explainData,
  explainRoofline,
  explainValue,
} from './operations/economics/explain-studies.ts';
import { planData } from './operations/economics/plan-data.ts';
import { estimateTrain } from './operations/estimate-train.ts';
import { explain } from './operations/explain.ts';
import { planFleet } from './operations/fleet/plan-fleet.ts';
import { modelsParams } from './operations/models-params.ts';
import { compareOwn } from './operations/own/compare-own.ts';
import { explainOwn } from './operations/own/explain-own.ts';
import { planTrain } from './operations/plan-train.ts';
import { compareServe } from './operations/serving/compare-serve.ts';
import { estimateServe } from './operations/serving/estimate-serve.ts';
import { explainServe } from './operations/serving/explain-serve.ts';
import { fitServe } from './operations/serving/fit-serve.ts';
import { planServe } from './operations/serving/plan/plan-serve.ts';
import { simulateServe } from './operations/serving/simulate-serve.ts';
import { checkScenarios, compareScenarios, diffScenarios } from './operations/side-by-side/operations.ts';
import { solveTrain } from './operations/solve-train.ts';
import { trafficDescribe } from './operations/traffic/traffic-describe.ts';
import { trafficGenerate } from './operations/traffic/traffic-generate.ts';
import { trafficPresets } from './operations/traffic/traffic-presets.ts';
import { explainWorksheet, worksheet } from './operations/worksheet/worksheet.ts';

export const OPERATIONS = [
  planTrain,
  estimateTrain,
  estimateServe,
  estimateCarbon,
  estimateChip,
  estimateDataflow,
  estimateSupply,
  planData,
  estimateValue,
  fitServe,
  explain,
  explainServe,
  explainOwn,
  explainCarbon,
  explainChip,
  explainValue,
  explainData,
  explainRoofline,
  solveTrain,
  compareScenarios,
  compareTrain,
  compareServe,
  compareOwn,
  crossoverOperation,
  diffScenarios,
  checkScenarios,
  simulateServe,
  planServe,
  planFleet,
  chipsRoofline,
  catalogueList,
  catalogueShow,
  catalogueCheck,
  modelsParams,
  trafficDescribe,
  trafficGenerate,
  trafficPresets,
  worksheet,
  explainWorksheet,
  caseList,
  caseShow,
  caseRun,
] as const;

export { TOPICS } from './operations/casebook/case-schema.ts';
export type { CatalogueCheck } from './operations/catalogue-check.ts';
export type { Explanation } from './operations/explained.ts';
export { type FleetScenario, fleetSchema } from './operations/fleet/fleet-schema.ts';
export { InputError, type InputProblem, refuse } from './operations/input-error.ts';
export { inputSentence, type PathName } from './operations/input-sentence.ts';
export { openScenario } from './operations/measures/index.ts';
export type { Context, Operation, OutputKind } from './operations/operation.ts';
export { type OwnScenario, ownScenarioSchema } from './operations/own/own-schema.ts';
export type { Field } from './operations/scenario/fields.ts';
export { fieldsOf } from './operations/scenario/fields.ts';
export {
  fleetJsonSchema,
  ownJsonSchema,
  scenarioJsonSchema,
  serveJsonSchema,
} from './operations/scenario/json-schema.ts';
export { asInput } from './operations/scenario/network.ts';
export { deeperThan, MAX_DEPTH, MAX_NODES } from './operations/scenario/plain-data.ts';
export { readInput } from './operations/scenario/read.ts';
export { type Scenario, scenarioSchema } from './operations/scenario/schema.ts';
export {
  type ServeScenario,
  serveScenarioSchema,
  traceReadingSchema,
  ZERO_OUTPUT,
} from './operations/scenario/serve-schema.ts';
export { type YamlLibrary, yamlData } from './operations/scenario/yaml-data.ts';
export { traceSentence } from './operations/traffic/trace-sentence.ts';
export { readingSchema, readOptions } from './operations/traffic/traffic-describe.ts';
export { type GenerateInput, generatedSource } from './operations/traffic/traffic-generate.ts';
export {
  checkDecision,
  type Decision,
  type FactChange,
  type Finding,
  factChanges,
  ranked,
  readWhen,
  type Standing,
  standingOf,
  type When,
} from './operations/watch/index.ts';
export { type AmountMoney, amountText } from './operations/worksheet/amount-text.ts';
export type { TrainSolution } from './report/train-solution.ts';
