import {
  type ServingPlanReport,
  type SimulationReport,
  servingPlanTable,
  simulationTable,
} from '@ridgepoint/engine/report';
import {
  deploymentPhrases,
  pictureSentences,
  planVerdict,
  promisePhrases,
  trafficSentence,
  verdictSentences,
} from '@ridgepoint/engine/wording';
import type { Face } from './face.ts';
import { markdownTable } from './markdown.ts';

/** A simulation for a document: verdict, what was asked, every figure. */
export function simulationMarkdown(report: SimulationReport, face: Face): string {
  const lines = [
    ...verdictSentences(report, face),
    ...promisePhrases(report, face).map((text) => `- ${text}`),
    '',
    report.deployments.map((of) => deploymentPhrases(of, face).join(' · ')).join('; '),
    '',
    [trafficSentence(report, face), ...pictureSentences(report, face)].join('; '),
  ];
  return `# ${report.modelName}\n\n${lines.join('\n')}\n\n${markdownTable(simulationTable(report), face)}`;
}

/** A plan for a document: verdict and every way that keeps the promise. */
export function servingPlanMarkdown(report: ServingPlanReport, face: Face): string {
  return `# ${report.modelName}\n\n${planVerdict(report, face).join('\n')}\n\n${markdownTable(servingPlanTable(report), face)}`;
}
