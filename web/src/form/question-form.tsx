import type { Field } from '@ridgepoint/engine/operations/scenario/fields';
import type { Names } from '../engine/protocol.ts';
import { isWhole, speaker } from '../state/settings.ts';
import { FieldInput, type Wrong } from './field-input.tsx';

interface Props {
  readonly fields: readonly Field[];
  /** Flags that are shown at once, in this order; all others fold away. */
  readonly first: readonly string[];
  readonly said: Readonly<Record<string, string>>;
  readonly names: Names;
  /** Flag of the field that the last answer refused, with the reason. */
  readonly wrong: (Wrong & { readonly flag: string }) | null;
  readonly onSay: (flag: string, value: string) => void;
  /** Whose own hints come before those that questions share. */
  readonly operation?: string;
}

/** The question as a form made from an operation's fields; what is folded away is drawn after the first headline. */
export function QuestionForm({ fields, first, said, names, wrong, onSay, operation }: Props) {
  const { web } = speaker.value.messages;
  const shown = first.flatMap((flag) => fields.find((field) => field.flag === flag) ?? []);
  const folded = fields.filter(({ flag }) => flag !== undefined && !first.includes(flag));
  const groups = new Map<string, Field[]>();
  for (const field of folded) {
    const group = field.path.split('.')[0]!;
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  const one = (field: Field) => (
    <FieldInput
      key={field.path}
      field={field}
      operation={operation}
      value={said[field.flag!] ?? ''}
      names={names}
      wrong={wrong && wrong.flag === field.flag ? wrong : null}
      onSay={onSay}
    />
  );
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()}>
      {shown.map(one)}
      {[...groups].map(([group, inner]) => {
        const set = inner.filter(({ flag }) => (said[flag!] ?? '') !== '').length;
        return (
          <details key={group} open={inner.some(({ flag }) => flag === wrong?.flag) || undefined}>
            <summary>
              {(web.groups as Readonly<Record<string, string>>)[group] ?? group}
              {set > 0 && <span class="quiet"> · {web.said(set)}</span>}
            </summary>
            {isWhole.value && inner.map(one)}
          </details>
        );
      })}
    </form>
  );
}
