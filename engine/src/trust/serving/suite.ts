/** The source that a serving family belongs to, with the kind of system where one source ran both: what pages group by. */
export function suiteOf(family: string): string {
  const [source = family, ...rest] = family.split('/');
  const system = rest.find((part) => part === 'agg' || part === 'disagg');
  return system ? `${source}/${system}` : source;
}
