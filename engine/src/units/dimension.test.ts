import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type Bytes,
  type BytesPerSecond,
  type DeviceSeconds,
  type Devices,
  type Flop,
  type FlopPerByte,
  type FlopPerSecond,
  type Joules,
  type JoulesPerToken,
  minus,
  per,
  plus,
  quantity,
  type Scalar,
  type Seconds,
  type Tokens,
  times,
  type Usd,
  type UsdPerDeviceSecond,
  type Watts,
} from './dimension.ts';

const bytes = quantity<Bytes>(3.35e12);
const seconds = quantity<Seconds>(2);
const bandwidth = quantity<BytesPerSecond>(1e12);

describe('dimension algebra', () => {
  it('computes like plain numbers', () => {
    expect(per(bytes, seconds)).toBe(1.675e12);
    expect(times(bandwidth, seconds)).toBe(2e12);
    expect(plus(seconds, seconds)).toBe(4);
    expect(minus(seconds, seconds)).toBe(0);
  });

  it('carries the dimension of products and quotients', () => {
    expectTypeOf(per(bytes, seconds)).toEqualTypeOf<BytesPerSecond>();
    expectTypeOf(per(bytes, bandwidth)).toEqualTypeOf<Seconds>();
    expectTypeOf(times(quantity<Watts>(700), seconds)).toEqualTypeOf<Joules>();
    expectTypeOf(per(quantity<Joules>(1), quantity<Tokens>(1))).toEqualTypeOf<JoulesPerToken>();
    expectTypeOf(per(quantity<FlopPerSecond>(1), bandwidth)).toEqualTypeOf<FlopPerByte>();
    expectTypeOf(per(seconds, seconds)).toEqualTypeOf<Scalar>();
    expectTypeOf(times(quantity<Devices>(8), seconds)).toEqualTypeOf<DeviceSeconds>();
    expectTypeOf(times(quantity<UsdPerDeviceSecond>(1), quantity<DeviceSeconds>(1))).toEqualTypeOf<Usd>();
  });

  it('refuses what has no meaning (checked by tsc)', () => {
    const takesRate = (rate: BytesPerSecond): number => rate;
    // @ts-expect-error bytes are not bytes per second
    takesRate(bytes);
    // @ts-expect-error a plain number has no dimension
    takesRate(3);
    // @ts-expect-error seconds cannot be added to bytes
    plus(seconds, bytes);
    // @ts-expect-error FLOP over bytes per second is no time
    const time: Seconds = per(quantity<Flop>(1), bandwidth);
    // @ts-expect-error the product of two times is no time
    const area: Seconds = times(seconds, seconds);
    // @ts-expect-error watts are not joules
    const energy: Joules = quantity<Watts>(1);
    // @ts-expect-error a rate is not a size
    minus(bandwidth, bytes);
    expect([time, area, energy]).toHaveLength(3);
  });
});
