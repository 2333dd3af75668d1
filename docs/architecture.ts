// Writes the picture of the rooms into ARCHITECTURE.md: node cli/bin/run.mjs docs/architecture.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { architecturePicture, withPicture } from '../tests/laws/picture.ts';
import { ROOMS } from '../tests/laws/rooms.ts';

const path = 'ARCHITECTURE.md';
writeFileSync(path, withPicture(readFileSync(path, 'utf8'), architecturePicture(ROOMS)));
