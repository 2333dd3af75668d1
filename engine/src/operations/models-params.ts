import * as z from 'zod';
import { baseValue } from '../facts/index.ts';
import { flopsPerToken } from '../model/index.ts';
import type { Table } from '../report/table.ts';
import { operation } from './operation.ts';
import { fieldMeta, quantity } from './scenario/field.ts';
import { later } from './scenario/later.ts';
import { readNetwork } from './scenario/network.ts';

const models = later(() => z.array(z.union([z.string().min(1).max(4096), z.record(z.string(), z.unknown())])).max(200));
fieldMeta.add(models, { kind: 'text', list: true });
const input = later(() =>
  z.strictObject({
    models: models.optional(),
    sequence: quantity('token', { min: 1, max: 1e8, whole: true }, { flag: 'sequence', alias: 'seq' }).optional(),
  }),
);

/** Parameters and training FLOP per token of bundled models or of a config.json; published counts beside them. */
export const modelsParams = operation<z.output<typeof input>, Table>({
  name: 'models-params',
  command: ['models', 'params'],
  sentence: 'modelsParams',
  input,
  output: 'table',
  run: ({ catalogue }, { models: wanted, sequence = 4096 }) => {
    const asked = wanted?.length ? wanted : catalogue.models.map((m) => m.id);
    const networks = asked.map((model, i) => readNetwork(catalogue, model, `models.${i}`));
    return {
      name: 'parameters',
      columns: [
        { key: 'model' },
        { key: 'parameters', unit: 'parameters' },
        { key: 'active', unit: 'parameters' },
        { key: 'vision', unit: 'parameters' },
        // The difference tells it too.
        { key: 'published', unit: 'parameters', gives: 0.5 },
        { key: 'difference', unit: '%' },
        { key: 'layers', unit: '1', gives: 2 },
        { key: 'flops_causal', unit: 'FLOP/token' },
        { key: 'flops_full', unit: 'FLOP/token', gives: 1 },
      ],
      rows: networks.map(({ architecture, parameters }) => {
        const published = catalogue.models.find((m) => m.id === architecture.id)?.parameters;
        const known = published ? baseValue(published) : null;
        return [
          architecture.id,
          parameters.total,
          parameters.active,
          architecture.vision?.parameters ?? null,
          known,
          known === null ? null : (parameters.total / known - 1) * 100,
          architecture.order.length,
          flopsPerToken(architecture, sequence, 'causal').total,
          flopsPerToken(architecture, sequence, 'full').total,
        ];
      }),
      assumed: networks.flatMap(({ architecture, assumed }) =>
        assumed.map((line) => ({ ...line, of: architecture.id })),
      ),
    };
  },
});
