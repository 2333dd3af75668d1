/** One value or several that would work. */
export type Near = string | number | readonly (string | number)[] | undefined;

/** "8", "8 or 16", "8, 16 or 32". */
export function orList(items: readonly (string | number)[]): string {
  const words = items.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

/** "; nearest: 8 or 16", or nothing when nothing is near. */
export function nearest(near: Near, word = 'nearest'): string {
  const list = near === undefined || near === '' ? [] : Array.isArray(near) ? near : String(near).split(', ');
  return list.length === 0 ? '' : `; ${word}: ${orList(list)}`;
}

/** "2:3" is line 2, column 3. */
export function placeIn(place: string): string {
  const [line = '', column = ''] = place.split(':');
  return `line ${line}, column ${column}`;
}

/** "1 request/s", "0.2 requests/s". */
export const requestRate = (rate: string): string => `${rate} ${rate === '1' ? 'request' : 'requests'}/s`;

/** "1 layer", "3 layers". */
export const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
