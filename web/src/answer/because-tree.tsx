import type { Because } from '@ridgepoint/engine/because';
import { nameOf, reasonAmount, sourceWords } from '@ridgepoint/engine/wording';
import { useEffect, useState } from 'preact/hooks';
import { why } from '../engine/ask.ts';
import { speaker } from '../state/settings.ts';

/** The reasons of one number, fetched as they are opened, down to cited facts with their links and dates. */
export function Reasons({ of, path }: { readonly of: number; readonly path: string }) {
  const [node, show] = useState<Because | null>(null);
  useEffect(() => {
    let here = true;
    void why(of, path).then((found) => here && show(found));
    return () => {
      here = false;
    };
  }, [of, path]);
  return node && <div class="reasons">{<Node node={node} of={of} path={path} open />}</div>;
}

interface Props {
  readonly node: Because;
  readonly of: number;
  readonly path: string;
  readonly open?: boolean;
}

function Node({ node, of, path, open = false }: Props) {
  const [inner, fetched] = useState(node.inputs);
  const inputs = node.inputs ?? [];
  if (inputs.length === 0 && !(node.inputs && inner?.length === 0)) return <Line node={node} />;
  return (
    <details
      open={open}
      onToggle={(event) => {
        // Below two levels only names came along: the rest is asked for when it is looked at.
        if (event.currentTarget.open && inner?.some((child) => child.inputs?.length === 0))
          void why(of, path).then((found) => found?.inputs && fetched(found.inputs));
      }}
    >
      <summary>
        <Line node={node} />
      </summary>
      {inner?.map((child) => (
        <Node key={child.name} node={child} of={of} path={`${path}.${child.name}`} />
      ))}
    </details>
  );
}

function Line({ node }: { readonly node: Because }) {
  const { messages } = speaker.value;
  return (
    <span class="line">
      <span class="name">{nameOf(messages, node.name)}</span> <b>{reasonAmount(node, speaker.value)}</b>
      {node.formula && node.source !== 'sum' && <code>{messages.reasons.formula(node.formula)}</code>}
      {node.kind !== 'formula' && <span class="kind">{messages.reasons.kinds[node.kind]}</span>}
      {node.source && node.source !== 'sum' && (
        <span class="source">
          <Source text={node.source} />
          {node.date && `, ${node.date}`}
        </span>
      )}
      {node.note && <span class="note">{messages.reasons.source(node.note)}</span>}
    </span>
  );
}

/** Addresses become links that say nothing of this page to whom they lead. */
export function Source({ text }: { readonly text: string }) {
  const said = sourceWords(text, speaker.value);
  const address =
    /https?:\/\/[^\s)\]]+/.exec(text)?.[0] ??
    (/^arXiv:[\d.]+/.test(text) ? `https://arxiv.org/abs/${text.slice(6)}` : null);
  if (!address) return <>{said}</>;
  return (
    <a href={address} rel="noreferrer noopener" target="_blank">
      {said}
    </a>
  );
}
