/**
 * Branded numbers: a `Quantity<D>` is a plain number at run time and carries its dimension in the type checker only.
 * Adding seconds to bytes, or passing bytes where bytes per second are wanted, does not compile; hot loops pay nothing.
 */
declare const dimension: unique symbol;

/** Exponents that occur in this field, with room for one product. */
type Exponent = -3 | -2 | -1 | 0 | 1 | 2 | 3;

/** The independent dimensions. Power is energy over time, so watts times seconds are joules. */
export interface Dimension {
  readonly time: Exponent;
  readonly data: Exponent;
  readonly operations: Exponent;
  readonly energy: Exponent;
  readonly money: Exponent;
  readonly carbon: Exponent;
  readonly tokens: Exponent;
  readonly devices: Exponent;
}

/** Exponents in the order of `Dimension`. Positional, since TypeScript would take a record with more keys for one with fewer. */
interface Of<
  Time extends Exponent,
  Data extends Exponent,
  Operations extends Exponent,
  Energy extends Exponent,
  Money extends Exponent,
  Carbon extends Exponent,
  Tokens extends Exponent,
  Devices extends Exponent,
> extends Dimension {
  readonly time: Time;
  readonly data: Data;
  readonly operations: Operations;
  readonly energy: Energy;
  readonly money: Money;
  readonly carbon: Carbon;
  readonly tokens: Tokens;
  readonly devices: Devices;
}

// biome-ignore format: one row an exponent
interface Sums {
  '-3': { '-3': never; '-2': never; '-1': never; '0': -3; '1': -2; '2': -1; '3': 0 };
  '-2': { '-3': never; '-2': never; '-1': -3; '0': -2; '1': -1; '2': 0; '3': 1 };
  '-1': { '-3': never; '-2': -3; '-1': -2; '0': -1; '1': 0; '2': 1; '3': 2 };
  '0': { '-3': -3; '-2': -2; '-1': -1; '0': 0; '1': 1; '2': 2; '3': 3 };
  '1': { '-3': -2; '-2': -1; '-1': 0; '0': 1; '1': 2; '2': 3; '3': never };
  '2': { '-3': -1; '-2': 0; '-1': 1; '0': 2; '1': 3; '2': never; '3': never };
  '3': { '-3': 0; '-2': 1; '-1': 2; '0': 3; '1': never; '2': never; '3': never };
}
interface Negated {
  '-3': 3;
  '-2': 2;
  '-1': 1;
  '0': 0;
  '1': -1;
  '2': -2;
  '3': -3;
}

export type Product<A extends Dimension, B extends Dimension> = {
  readonly [K in keyof Dimension]: Sums[`${A[K]}`][`${B[K]}`];
};
export type Quotient<A extends Dimension, B extends Dimension> = {
  readonly [K in keyof Dimension]: Sums[`${A[K]}`][`${Negated[`${B[K]}`]}`];
};

export type Quantity<D extends Dimension> = number & { readonly [dimension]: D };

export type Scalar = Quantity<Of<0, 0, 0, 0, 0, 0, 0, 0>>;
export type Seconds = Quantity<Of<1, 0, 0, 0, 0, 0, 0, 0>>;
export type Hertz = Quantity<Of<-1, 0, 0, 0, 0, 0, 0, 0>>;
export type Bytes = Quantity<Of<0, 1, 0, 0, 0, 0, 0, 0>>;
export type BytesPerSecond = Quantity<Of<-1, 1, 0, 0, 0, 0, 0, 0>>;
export type Flop = Quantity<Of<0, 0, 1, 0, 0, 0, 0, 0>>;
export type FlopPerSecond = Quantity<Of<-1, 0, 1, 0, 0, 0, 0, 0>>;
export type FlopPerToken = Quantity<Of<0, 0, 1, 0, 0, 0, -1, 0>>;
export type FlopPerByte = Quantity<Of<0, -1, 1, 0, 0, 0, 0, 0>>;
export type Joules = Quantity<Of<0, 0, 0, 1, 0, 0, 0, 0>>;
export type Watts = Quantity<Of<-1, 0, 0, 1, 0, 0, 0, 0>>;
export type JoulesPerToken = Quantity<Of<0, 0, 0, 1, 0, 0, -1, 0>>;
export type Usd = Quantity<Of<0, 0, 0, 0, 1, 0, 0, 0>>;
export type UsdPerDeviceSecond = Quantity<Of<-1, 0, 0, 0, 1, 0, 0, -1>>;
export type KilogramsCo2e = Quantity<Of<0, 0, 0, 0, 0, 1, 0, 0>>;
export type KilogramsCo2ePerJoule = Quantity<Of<0, 0, 0, -1, 0, 1, 0, 0>>;
export type Tokens = Quantity<Of<0, 0, 0, 0, 0, 0, 1, 0>>;
export type TokensPerSecond = Quantity<Of<-1, 0, 0, 0, 0, 0, 1, 0>>;
export type Devices = Quantity<Of<0, 0, 0, 0, 0, 0, 0, 1>>;
export type DeviceSeconds = Quantity<Of<1, 0, 0, 0, 0, 0, 0, 1>>;

/** Gives a plain number its dimension: `quantity<Seconds>(2)`. The one place where a dimension is asserted. */
export const quantity = <Q extends number>(value: number): Q => value as Q;

/** a + b of one dimension. */
export const plus = <D extends Dimension>(a: Quantity<D>, b: Quantity<D>): Quantity<D> => (a + b) as Quantity<D>;

/** a - b of one dimension. */
export const minus = <D extends Dimension>(a: Quantity<D>, b: Quantity<D>): Quantity<D> => (a - b) as Quantity<D>;

/** a x b; the exponents add. */
export const times = <A extends Dimension, B extends Dimension>(a: Quantity<A>, b: Quantity<B>) =>
  (a * b) as Quantity<Product<A, B>>;

/** a / b; the exponents subtract. */
export const per = <A extends Dimension, B extends Dimension>(a: Quantity<A>, b: Quantity<B>) =>
  (a / b) as Quantity<Quotient<A, B>>;
