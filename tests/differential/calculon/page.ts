import { percent, table } from '../markdown.ts';
import { apartBy, type Cell, compareAll } from './compare.ts';
import { FIELDS } from './fields.ts';
import { DEFECTS, NOT_COMPARED } from './not-compared.ts';
import type { Reference } from './reference.ts';

/** The comparison as Markdown: agreement by field, known differences, what is not compared, defects. */
export function calculonSections(reference: Reference): string {
  const cells = compareAll(reference);
  const count = (verdict: Cell['verdict']) => cells.filter((c) => c.verdict === verdict).length;
  const computed = reference.cases.filter((c) => c.status === 'ok').length;
  return `## Agreement

${computed} cases that Calculon computed, ${FIELDS.length} quantities, ${cells.length} numbers (a quantity counts where Calculon models it: no pipeline send with one stage, and so on).
**${count('agrees')} agree to 0.5 %, ${count('explained')} differ by a rule named below and agree to 0.5 % once it is undone, ${count('apart')} are apart.**
In ${cells.filter((c) => c.verdict === 'agrees' && c.used.length > 0).length} of those that agree two such rules cancel. The last column is the largest difference among those that agree as they are. The 91st case Calculon refuses for memory; so does Ridgepoint.

${agreement(cells)}

## Known differences

Each is a rule in code: applied to Ridgepoint's number it must give Calculon's, so a wrong explanation fails the test.
"Size" is Ridgepoint's number over Calculon's before the rule is applied, least and largest; where it occurs alone, if it does.

${differences(cells)}

## Not compared

${table(['Calculon', 'Ridgepoint', 'why'], NOT_COMPARED)}

## Defects of Calculon met on the way

${DEFECTS.map((line) => `- ${line}`).join('\n')}
`;
}

function agreement(cells: readonly Cell[]): string {
  const rows = FIELDS.map((field) => {
    const own = cells.filter((c) => c.field.name === field.name);
    const agrees = own.filter((c) => c.verdict === 'agrees');
    const largest = Math.max(0, ...agrees.map((c) => Math.abs(apartBy(c.ours, c.theirs))));
    const ids = [...new Set(own.flatMap((c) => c.used.map((d) => d.id)))];
    return [
      `${field.name} (${field.unit})`,
      `\`${field.calculon}\``,
      field.ridgepoint,
      `${own.length}`,
      `${agrees.length}`,
      `${own.filter((c) => c.verdict === 'explained').length}`,
      ids.join(', '),
      agrees.length === 0 ? '' : largest < 1e-9 ? '0' : percent(largest, 3),
    ];
  });
  const header = ['quantity', 'Calculon', 'Ridgepoint', 'cases', 'agree', 'explained', 'by', 'largest'];
  return table(header, rows);
}

function differences(cells: readonly Cell[]): string {
  const known = new Map(FIELDS.flatMap((f) => f.differences).map((d) => [d.id, d]));
  const rows = [...known.values()].map((d) => {
    const own = cells.filter((c) => c.used.some((u) => u.id === d.id));
    const ids = [...new Set(own.map((c) => c.mapped.recorded.id))];
    const alone = own.filter((c) => c.used.length === 1);
    const shares = (alone.length > 0 ? alone : own).filter((c) => c.theirs !== 0).map((c) => c.ours / c.theirs);
    const size = `${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)}`;
    const named = `${ids.length}: ${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', ...' : ''}`;
    const fields = [...new Set(own.map((c) => c.field.name))].join('; ');
    return [d.id, d.ours, d.theirs, d.reason, fields, named, size];
  });
  return table(['difference', 'Ridgepoint', 'Calculon', 'why', 'quantities', 'cases', 'size'], rows);
}
