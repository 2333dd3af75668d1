import jsep from 'jsep';
import { WorksheetError } from './worksheet-error.ts';

/** A formula as a tree. Names are lines of the worksheet; a number may carry one unit word (`86400 s`). */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly unit?: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly inputs: readonly Expression[] }
  | { readonly kind: 'operator'; readonly name: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'negative'; readonly of: Expression };

/** What may be called, with the fewest and the most arguments. */
export const FUNCTIONS = {
  min: [1, 20],
  max: [1, 20],
  sqrt: [1, 1],
  ln: [1, 1],
  exp: [1, 1],
  log10: [1, 1],
  pow: [2, 2],
  ceil: [1, 1],
  floor: [1, 1],
  abs: [1, 1],
  not: [1, 1],
  if: [3, 3],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;
export type FunctionName = keyof typeof FUNCTIONS;

export const OPERATORS = ['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', '&&', '||'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A formula that a person reads is no longer than this, and no deeper. */
const LIMITS = { characters: 500, depth: 32 };
/** Tighter than `*` and `/` (10 in jsep), from right to left. jsep reads `^` as a bitwise operator, which no formula here means. */
const POWER_PRECEDENCE = 12;

jsep.addBinaryOp('^', POWER_PRECEDENCE, true);
// A number with a unit word after it: jsep would read two expressions.
jsep.hooks.add('gobble-token', function quantityLiteral(env) {
  if (!/[\d.]/.test(this.char)) return;
  const number = this.gobbleNumericLiteral();
  this.gobbleSpaces();
  const unit = /[A-Za-zµ]/.test(this.char) ? this.gobbleIdentifier() : undefined;
  env.node = unit && number ? { ...number, unit: unit.name } : number;
});

/** Reads a formula. Throws WorksheetError naming the character at which it cannot be read. */
export function parseExpression(text: string): Expression {
  if (text.length > LIMITS.characters)
    throw new WorksheetError('formula-long', { characters: text.length, max: LIMITS.characters });
  if (depthOf(text) > LIMITS.depth) throw new WorksheetError('formula-deep', { max: LIMITS.depth });
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    const { description, index } = error as { description?: string; index?: number };
    throw new WorksheetError('formula-syntax', {
      at: (index ?? 0) + 1,
      near: excerpt(text, index ?? 0),
      why: description ?? '',
    });
  }
  return read(tree as jsep.CoreExpression, text);
}

function read(node: jsep.CoreExpression, text: string): Expression {
  const inner = (child: jsep.Expression) => read(child as jsep.CoreExpression, text);
  switch (node.type) {
    case 'Literal': {
      const { unit } = node as unknown as { unit?: string };
      if (typeof node.value !== 'number') throw new WorksheetError('formula-part', { part: node.raw });
      if (!Number.isFinite(node.value)) throw new WorksheetError('formula-part', { part: node.raw });
      return { kind: 'number', value: node.value, ...(unit && { unit }) };
    }
    case 'Identifier':
      return { kind: 'name', name: node.name };
    case 'UnaryExpression':
      if (node.operator === '-') return { kind: 'negative', of: inner(node.argument) };
      if (node.operator === '!') return { kind: 'call', name: 'not', inputs: [inner(node.argument)] };
      throw new WorksheetError('formula-part', { part: node.operator });
    case 'BinaryExpression': {
      const name = OPERATORS.find((known) => known === node.operator);
      if (!name) throw new WorksheetError('formula-part', { part: node.operator });
      // jsep binds the minus of -a^2 to a, mathematics to a^2.
      if (name === '^' && node.left.type === 'UnaryExpression') throw new WorksheetError('formula-minus-power', {});
      return { kind: 'operator', name, left: inner(node.left), right: inner(node.right) };
    }
    case 'ConditionalExpression':
      return { kind: 'call', name: 'if', inputs: [node.test, node.consequent, node.alternate].map(inner) };
    case 'CallExpression':
      return { kind: 'call', ...called(node), inputs: node.arguments.map(inner) };
    case 'MemberExpression':
      throw new WorksheetError('formula-part', { part: '. or [ ]' });
    default:
      throw new WorksheetError('formula-part', { part: text.length > 40 ? `${text.slice(0, 40)}…` : text });
  }
}

function called({ callee, arguments: given }: jsep.CallExpression): { readonly name: FunctionName } {
  const typed = callee.type === 'Identifier' ? String(callee.name) : '';
  if (!Object.hasOwn(FUNCTIONS, typed))
    throw new WorksheetError('formula-function', { name: typed || '( )', known: Object.keys(FUNCTIONS).join(', ') });
  const name = typed as FunctionName;
  const [fewest, most] = FUNCTIONS[name];
  if (given.length < fewest || given.length > most)
    throw new WorksheetError('formula-arguments', {
      name,
      given: given.length,
      wanted: fewest === most ? fewest : `${fewest}–${most}`,
    });
  return { name };
}

/** Every name that an expression uses, once. */
export function namesIn(expression: Expression): readonly string[] {
  const found = new Set<string>();
  const walk = (at: Expression): void => {
    if (at.kind === 'name') found.add(at.name);
    if (at.kind === 'negative') walk(at.of);
    if (at.kind === 'call') at.inputs.forEach(walk);
    if (at.kind === 'operator') [at.left, at.right].forEach(walk);
  };
  walk(expression);
  return [...found];
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const c of text) {
    if (c === '(' || c === '[') deepest = Math.max(deepest, ++depth);
    if (c === ')' || c === ']') depth--;
  }
  // Signs nest without brackets: - - - - a; so do questions: a ? b : c ? d : e.
  const signs = Math.max(0, ...(text.match(/(?:[-+!~]\s*)+/g) ?? []).map((run) => run.replace(/\s/g, '').length));
  return Math.max(deepest, signs, text.split('?').length - 1);
}

const excerpt = (text: string, at: number): string => text.slice(Math.max(0, at - 12), at + 12).trim();
