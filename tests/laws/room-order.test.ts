import { describe, expect, it } from 'vitest';
import { engineRoom, importsOf } from './imports.ts';
import { CATALOGUE_ROOMS, ENTRY_FILES, MESSAGE_READERS, PACKAGES, ROOMS } from './rooms.ts';
import { handWritten, type SourceFile } from './sources.ts';

const order = ROOMS.map((room) => room.name);

/** Imports of engine/src that go against the order, reach messages/ too early, or use what is no engine's business. */
function roomViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const own = file.path.split('/')[2]!;
    if (ENTRY_FILES.includes(own)) return [];
    if (!order.includes(own)) return [`${file.path}: room "${own}" is not in tests/laws/rooms.ts`];
    return importsOf(file).flatMap(({ specifier, typeOnly }) => {
      const room = engineRoom(file.path, specifier);
      const says = (why: string) => [`${file.path}: imports ${specifier}, ${why}`];
      if (room === undefined) {
        if (specifier.startsWith('.')) return says('which is outside engine/src');
        return PACKAGES.engine!.includes(specifier.split('/')[0]!) ? [] : says('a package the engine may not use');
      }
      if (!order.includes(room)) return says('which is no room');
      if (order.indexOf(room) > order.indexOf(own)) return says(`but ${room} comes after ${own}`);
      if (room === 'messages' && !MESSAGE_READERS.includes(own)) return says('but only the faces word things');
      if (own === 'messages' && room !== 'messages' && !typeOnly) return says('but messages imports types only');
      return [];
    });
  });
}

/** Imports of catalogue/src beyond facts, units, model, Node and its readers. */
function catalogueViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ specifier }) => {
        const room = engineRoom(file.path, specifier);
        if (room !== undefined) return !CATALOGUE_ROOMS.includes(room);
        if (specifier.startsWith('.') || specifier.startsWith('node:')) return false;
        return !PACKAGES.catalogue!.includes(specifier);
      })
      .map(({ specifier }) => `${file.path}: imports ${specifier}`),
  );
}

describe('room order', () => {
  it('holds in engine/src', () => expect(roomViolations(handWritten(['engine/src']))).toEqual([]));
  it('holds in catalogue/src', () => expect(catalogueViolations(handWritten(['catalogue/src']))).toEqual([]));

  it('catches a room that looks down, and names both', () => {
    const bad = { path: 'engine/src/cost/x.ts', text: "import { plan } from '../training/index.ts';" };
    expect(roomViolations([bad])).toEqual([
      'engine/src/cost/x.ts: imports ../training/index.ts, but training comes after cost',
    ]);
  });

  it.each([
    ['a type import too', 'engine/src/facts/x.ts', "import type { T } from '../model/index.ts';"],
    ['an inline type', 'engine/src/facts/x.ts', "export type T = import('../model/index.ts').Architecture;"],
    ['a dynamic import', 'engine/src/units/x.ts', "const m = await import('../facts/index.ts');"],
    ['a re-export over lines', 'engine/src/units/x.ts', "export {\n  a,\n  b,\n} from '../facts/index.ts';"],
    ['Node', 'engine/src/units/x.ts', "import { readFileSync } from 'node:fs';"],
    ['a package', 'engine/src/units/x.ts', "import x from 'lodash';"],
    ['a side effect', 'engine/src/units/x.ts', "import 'lodash';"],
    ['another workspace', 'engine/src/units/x.ts', "import x from '../../../cli/src/main.ts';"],
    ['a room nobody listed', 'engine/src/attic/x.ts', ''],
    ['messages in the engine', 'engine/src/launch/x.ts', "import { messagesFor } from '../messages/index.ts';"],
    ['values in messages', 'engine/src/messages/x.ts', "import { nearest } from '../units/index.ts';"],
  ])('catches %s', (_, path, text) => expect(roomViolations([{ path, text }])).toHaveLength(1));

  it.each([
    ['engine/src/cost/x.ts', "import type { Chip } from '../facts/index.ts';"],
    ['engine/src/operations/x.ts', "import { messagesFor } from '../messages/index.ts';"],
    ['engine/src/messages/x.ts', "import type { Locale } from '../units/index.ts';"],
    ['engine/src/facts/x.ts', "import { z } from 'zod/mini';\n// import '../training/index.ts'"],
    ['engine/src/operations.ts', "import { x } from './report/index.ts';"],
  ])('lets pass what is allowed: %s', (path, text) => expect(roomViolations([{ path, text }])).toEqual([]));

  it('catches a catalogue that reaches into the engine', () => {
    const path = 'catalogue/src/x.ts';
    const text =
      "import { a } from '@ridgepoint/engine/training';\nimport { b } from '../../engine/src/cost/index.ts';\nimport c from 'commander';";
    expect(catalogueViolations([{ path, text }])).toHaveLength(3);
  });
});
