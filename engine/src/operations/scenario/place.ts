import { type Catalogue, type Chip, type Fabric, findByName, nameKey, type System } from '../../facts/index.ts';
import { usualSystem } from '../../machine/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { lookup } from './lookup.ts';

/** An accelerator with the server and the network it stands in. */
export interface Place {
  readonly chip: Chip;
  /** Named, or the usual one. */
  readonly system?: System;
  readonly fabric?: Fabric;
}

/** Where the work runs: chip (or a system by its name), server, network. Throws InputError. */
export function placeOf(
  catalogue: Catalogue,
  on: { readonly system?: string; readonly fabric?: string },
  accelerator: string,
  assumed: Assumed[],
  path = 'on.accelerator',
): Place {
  const named = on.system ? lookup(catalogue.systems, on.system, 'system', 'on.system') : undefined;
  // `--on gb200-nvl72` names a system where a chip is asked for: its chip is meant. Chips come first.
  const meant = findByName(catalogue.chips, accelerator) ? undefined : findByName(catalogue.systems, accelerator);
  const asSystem = named ?? meant;
  const chip = lookup(catalogue.chips, meant?.chip ?? accelerator, 'chip', path);
  if (!meant) assumed.push(...variantLine(catalogue, chip, accelerator));
  const fabric = on.fabric ? lookup(catalogue.fabrics, on.fabric, 'fabric', 'on.fabric') : undefined;
  const usual = asSystem ?? usualSystem(catalogue, chip);
  if (usual && !asSystem) assumed.push({ key: 'system', value: usual.name, source: 'catalogue' });
  return { chip, ...(usual && { system: usual }), ...(fabric && { fabric }) };
}

/** Which of several variants a name was taken for: `ascend910b` is one of 910B1 to 910B4. */
function variantLine(catalogue: Catalogue, chip: Chip, typed: string): Assumed[] {
  const [key, name] = [typed, chip.id].map(nameKey) as [string, string];
  if (key === name || key === nameKey(chip.name)) return [];
  const others = catalogue.chips.filter(({ id }) => id !== chip.id && nameKey(id).startsWith(key));
  if (others.length === 0) return [];
  return [{ key: 'variant', of: typed, value: chip.id, source: 'the usual one of that name' }];
}

/** Kernels of the chip that are priced by the user's own measurements, each with its file: an answer says that it used them. */
export const ownFits = ({ kernels }: Pick<Catalogue, 'kernels'>, chip: Chip): Assumed[] =>
  kernels
    .filter((fit) => fit.local && fit.chip === chip.id)
    .map(({ kind, format, leftOut, source }) => ({
      key: 'own_fit',
      value: `${kind} ${format}, ±${(100 * leftOut.shipped.mean).toFixed(0)} %`,
      source: `${source.file}, ${source.date}`,
    }));

/** A server or a rack is asked about by default; of a pod only one host. */
export const serverOf = (system: System | undefined): number =>
  !system ? 8 : system.chips <= 72 ? system.chips : (system.chipsPerHost ?? 8);
