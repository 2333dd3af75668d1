import * as z from 'zod';

/**
 * A schema that is made when it is first asked for, and once. A run of the command line reads one question; to make the words of all
 * that could have been asked took a tenth of the time to its answer.
 */
export function later<S extends z.core.$ZodType>(make: () => S): z.ZodLazy<S> {
  let made: S | undefined;
  return z.lazy(() => {
    made ??= make();
    return made;
  });
}
