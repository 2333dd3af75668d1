import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fieldsOf,
  fleetJsonSchema,
  ownJsonSchema,
  ownScenarioSchema,
  scenarioJsonSchema,
  scenarioSchema,
  serveJsonSchema,
  serveScenarioSchema,
} from '../../engine/src/operations.ts';
import { root } from './ridgepoint.ts';

describe('docs/scenario.schema.json', () => {
  const written = JSON.parse(readFileSync(join(root, 'docs/scenario.schema.json'), 'utf8'));

  it('is what the schema says now (else: node cli/bin/run.mjs docs/schema.ts)', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });

  it('has a sentence for every field that is a flag', () => {
    const at = (path: string) => path.split('.').reduce((schema, key) => schema.properties[key], written);
    for (const field of fieldsOf(scenarioSchema)) {
      if (field.flag) expect(at(field.path).description, field.path).toMatch(/\w{3}/);
    }
  });

  it('refuses unknown keys in every group', () => {
    for (const group of ['train', 'on', 'strategy', 'limits', 'economics', 'reliability'])
      expect(written.properties[group].additionalProperties).toBe(false);
    expect(written.additionalProperties).toBe(false);
    expect(written.required).toEqual(['train', 'on']);
  });

  it('is named by every example', () => {
    for (const name of readdirSync(join(root, 'examples')).filter((n) => n.endsWith('.yaml'))) {
      const page = readFileSync(join(root, 'examples', name), 'utf8');
      const [, group] = /^(train|serve|own|fleet):/m.exec(page) ?? [];
      if (!group) continue; // other kinds have no schema for editors yet
      const schema = group === 'train' ? 'scenario' : group;
      expect(page.split('\n')[0], name).toBe(`# yaml-language-server: $schema=../docs/${schema}.schema.json`);
    }
  });
});

describe('docs/serve.schema.json', () => {
  const written = JSON.parse(readFileSync(join(root, 'docs/serve.schema.json'), 'utf8'));

  it('is what the schema says now (else: node cli/bin/run.mjs docs/schema.ts)', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(serveJsonSchema())));
  });

  it('has a sentence for every field that is a flag', () => {
    const at = (path: string) => path.split('.').reduce((schema, key) => schema.properties[key], written);
    for (const field of fieldsOf(serveScenarioSchema))
      if (field.flag) expect(at(field.path).description, field.path).toMatch(/\w{3}/);
  });
});

describe('docs/own.schema.json', () => {
  const written = JSON.parse(readFileSync(join(root, 'docs/own.schema.json'), 'utf8'));

  it('is what the schema says now (else: node cli/bin/run.mjs docs/schema.ts)', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(ownJsonSchema())));
  });

  it('has a sentence for every field that is a flag', () => {
    const at = (path: string) => path.split('.').reduce((schema, key) => schema.properties[key], written);
    for (const field of fieldsOf(ownScenarioSchema))
      if (field.flag) expect(at(field.path).description, field.path).toMatch(/\w{3}/);
  });
});

describe('docs/fleet.schema.json', () => {
  it('is what the schema says now (else: node cli/bin/run.mjs docs/schema.ts)', () => {
    const written = JSON.parse(readFileSync(join(root, 'docs/fleet.schema.json'), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(fleetJsonSchema())));
  });
});
