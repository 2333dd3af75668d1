import type { Axis, ChartSpec, Mark } from './spec.ts';

/** Room around what is drawn, as a share of it. */
const ROOM = 0.04;

/** From where to where an axis runs: as it says, else over all that is drawn. */
export function extentOf({ marks, ...axes }: ChartSpec, along: 'x' | 'y'): readonly [number, number] {
  const axis: Axis = axes[along];
  if (axis.words) return [0, axis.words.length - 1];
  if (axis.domain) return axis.domain;
  const values = marks.flatMap((mark) => valuesOf(mark, along)).filter((value) => Number.isFinite(value));
  if (values.length === 0) return axis.log ? [1, 10] : [0, 1];
  const [low, high] = values.reduce(
    ([l, h], value) => [Math.min(l, value), Math.max(h, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ) as [number, number];
  if (axis.log) {
    const room = Math.max((high / low) ** ROOM, 1.02);
    return [low / room, high * room];
  }
  const [from, to] = axis.zero ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  const room = (to - from || Math.abs(to) || 1) * ROOM;
  const isSide = along === 'x';
  return [from === 0 || isSide ? from : from - room, to === 0 || isSide ? to : to + room];
}

function valuesOf(mark: Mark, along: 'x' | 'y'): readonly number[] {
  switch (mark.kind) {
    case 'line':
      return mark.points.flatMap(([x, y]) => (along === 'x' ? [x] : y === null ? [] : [y]));
    case 'area':
      return mark.points.flatMap(([x, low, high]) => (along === 'x' ? [x] : [low, high]));
    case 'band':
      return mark.along === along ? [mark.from, mark.to] : [];
    case 'rule':
      return mark.along === along ? [mark.at] : [];
    case 'boxes':
      return mark.boxes.flatMap(({ x, y }) => (along === 'x' ? x : typeof y === 'number' ? [] : y));
    case 'dots':
      return mark.dots.map((dot) => dot[along]);
    case 'ranges':
      return mark.ranges.flatMap(({ at, low, high }) => (mark.along === along ? [low, high] : [at]));
    default:
      return [];
  }
}
