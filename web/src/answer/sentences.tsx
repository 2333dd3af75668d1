/** Headings with sentences beneath; what has none is left out. */
export function Sentences({ sections }: { readonly sections: readonly (readonly [string, readonly string[]])[] }) {
  return (
    <dl class="sentences">
      {sections
        .filter(([, lines]) => lines.length > 0)
        .map(([word, lines]) => (
          <div key={word}>
            <dt>{word}</dt>
            {lines.map((line) => (
              <dd key={line}>{line}</dd>
            ))}
          </div>
        ))}
    </dl>
  );
}
