const REGEX_MAY_FOLLOW = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of))\s*$/;

/**
 * TypeScript without what only looks like code: comments go, texts and regular expressions become empty ones.
 * Expressions inside template texts stay. A scanner, not a parser: enough to search for names of globals.
 */
export function codeOnly(text: string): string {
  let out = '';
  let at = 0;
  const templates: number[] = []; // depth of braces inside each open `${`
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    const c = text[at]!;
    if (rest === '//') at = endOr(text.indexOf('\n', at), text);
    else if (rest === '/*') at = endOr(text.indexOf('*/', at) + 2, text, 1);
    else if (c === "'" || c === '"') {
      at = closing(text, at, c);
      out += "''";
    } else if (c === '/' && REGEX_MAY_FOLLOW.test(out.slice(-12))) {
      at = closingRegex(text, at);
      out += '/./';
    } else if (c === '`' || (c === '}' && templates[templates.length - 1] === 0)) {
      if (c === '}') templates.pop();
      const end = templateEnd(text, at + 1);
      if (end.opens) templates.push(0);
      out += end.opens ? ' (' : ') ';
      at = end.at;
    } else {
      if (templates.length > 0 && c === '{') templates[templates.length - 1]! += 1;
      if (templates.length > 0 && c === '}') templates[templates.length - 1]! -= 1;
      out += c;
      at++;
    }
  }
  return out;
}

const endOr = (end: number, text: string, none = -1): number => (end === none ? text.length : end);

function closing(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote || text[at] === '\n') return at + 1;
  }
  return text.length;
}

function closingRegex(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const c = text[at];
    if (c === '\\') at++;
    else if (c === '[') inClass = true;
    else if (c === ']') inClass = false;
    else if ((c === '/' && !inClass) || c === '\n') return at + 1;
  }
  return text.length;
}

function templateEnd(text: string, from: number): { at: number; opens: boolean } {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '`') return { at: at + 1, opens: false };
    else if (text[at] === '$' && text[at + 1] === '{') return { at: at + 2, opens: true };
  }
  return { at: text.length, opens: false };
}
