import { type Chip, nameKey } from '../../facts/index.ts';
import { nearest } from '../../units/index.ts';
import { chipOfRow } from './accelerator.ts';
import { shownValue } from './shown-value.ts';
import type { RowCatalogue } from './to-training-case.ts';

/** Words that drivers put beside a chip's name. */
const DECORATION =
  /^(nvidia|amd|intel|google|cloud|instinct|gpu|tpu|server|workstation|edition|generation|accelerator|tensor|core|tesla|geforce|quadro|hopper|blackwell|ampere|ada|lovelace|sxm\d?|oam|hbm\d?e?|\d+ ?gi?b|x\d+)$/;

/** A chip by name as a driver prints it. A word that is neither of the chip's names nor decoration is a slip, and no reason to guess. */
export function chipOfUser(catalogue: RowCatalogue, name: string): Chip | undefined {
  const chip = chipOfRow(catalogue, name);
  if (!chip) return undefined;
  const own = new Set([chip.id, chip.name, ...(chip.aliases ?? [])].flatMap((one) => nameKey(one).split(' ')));
  const strange = nameKey(name)
    .split(' ')
    .filter((word) => word !== '' && !own.has(word) && !DECORATION.test(word));
  return strange.length > 0 ? undefined : chip;
}

/** Ids that are spelled alike, else those that begin alike, else where all of them stand. */
export function nearChips(catalogue: RowCatalogue, name: string): readonly string[] {
  const ids = catalogue.chips.map(({ id }) => id);
  const word = name.trim().toLowerCase().slice(0, 60);
  const alike = nearest(word, ids, 3);
  if (alike.length > 0) return alike;
  for (let length = Math.min(word.length, 12); length >= 3; length--) {
    const begin = ids.filter((id) => id.startsWith(word.slice(0, length)));
    if (begin.length > 0) return begin.slice(0, 3);
  }
  return ['ridgepoint catalogue ls chips'];
}

/** Why a chip's name is taken for a slip, though a chip has most of its words; undefined where it names one, several, or none at all. */
export function slipIn(catalogue: RowCatalogue, name: string): string | undefined {
  const slip = name.split(',').find((one) => chipOfRow(catalogue, one) && !chipOfUser(catalogue, one));
  return slip && `"${shownValue(slip.trim())}" is likely a slip of ${nearChips(catalogue, slip).join(' or ')}`;
}
