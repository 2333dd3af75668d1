/** A scenario as a file: words and numbers as they were typed, two levels, quoted where YAML would read something else. */
export function yamlOf(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .map(([key, value]) =>
      value !== null && typeof value === 'object'
        ? `${key}:\n${Object.entries(value)
            .map(([inner, item]) => `  ${inner}: ${scalar(item)}\n`)
            .join('')}`
        : `${key}: ${scalar(value)}\n`,
    )
    .join('');
}

const scalar = (value: unknown): string => {
  if (typeof value !== 'string') return String(value);
  return /^[A-Za-z0-9][\w./%+-]*( [\w./%+-]+)*$/.test(value) && !/^(true|false|yes|no|on|off|null|~)$/i.test(value)
    ? value
    : JSON.stringify(value);
};
