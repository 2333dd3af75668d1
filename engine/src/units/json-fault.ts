/** Where a text stops being JSON, as "line:column" counted from 1; where it was cut off, its end. */
export function jsonFault(text: string): string {
  const before = text.slice(0, faultAt(text)).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

/** What may come next: a value, a name of an object, what follows either, or nothing more. */
type Wanted = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma';

/** The index of the first character that no JSON has there. */
function faultAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let i = 0;
  for (;;) {
    while (i < text.length && ' \t\r\n'.includes(text[i]!)) i++;
    const next = text[i];
    if (next === undefined) return i;
    const inside = open.at(-1);
    if (wanted === 'colon') {
      if (next !== ':') return i;
      wanted = 'value';
      i++;
    } else if ((wanted === 'comma' || wanted.endsWith('-or-end')) && inside && next === (inside === '{' ? '}' : ']')) {
      open.pop();
      wanted = 'comma';
      i++;
    } else if (wanted === 'comma') {
      if (!inside || next !== ',') return i;
      wanted = inside === '{' ? 'name' : 'value';
      i++;
    } else if (wanted === 'name' || wanted === 'name-or-end') {
      const end = next === '"' ? textEnd(text, i) : -1;
      if (end < 0) return i;
      wanted = 'colon';
      i = end;
    } else if (next === '{' || next === '[') {
      open.push(next);
      wanted = next === '{' ? 'name-or-end' : 'value-or-end';
      i++;
    } else {
      const end = next === '"' ? textEnd(text, i) : plainEnd(text, i);
      if (end < 0) return i;
      wanted = 'comma';
      i = end;
    }
  }
}

/** Where a quoted text that begins here ends; -1 where it does not, or holds what none may. */
function textEnd(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '"') return i + 1;
    if (text[i]! < ' ') return -1;
    if (text[i] === '\\' && !/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(++i, i + 5))) return -1;
  }
  return -1;
}

function plainEnd(text: string, from: number): number {
  const plain = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
  plain.lastIndex = from;
  return plain.test(text) ? plain.lastIndex : -1;
}
