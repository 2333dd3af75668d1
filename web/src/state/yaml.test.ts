import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputs } from '../../../tests/effort.ts';
import { yamlOf } from './yaml.ts';

it('is read back by YAML as it was said', () =>
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.stringMatching(/^[a-z][a-z_]{0,12}$/),
        fc.dictionary(fc.stringMatching(/^[a-z][a-z_]{0,12}$/), fc.oneof(fc.string({ maxLength: 40 }), fc.boolean()), {
          minKeys: 1,
          maxKeys: 6,
          noNullPrototype: true,
        }),
        { minKeys: 1, maxKeys: 5, noNullPrototype: true },
      ),
      (data) => {
        expect(parse(yamlOf(data), { schema: 'failsafe' })).toEqual(asText(data));
      },
    ),
    { numRuns: inputs(300) },
  ));

/** Without a schema every scalar is text: "16384" and 16384 ask the same. */
const asText = (data: object): unknown =>
  JSON.parse(JSON.stringify(data, (_, value) => (typeof value === 'boolean' ? String(value) : value)));
