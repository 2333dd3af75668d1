import { expect, it } from 'vitest';
import { ENGINE_PROFILES } from '../serving/index.ts';
import { messagesFor } from './index.ts';

it('every engine whose name holds English words has one in Chinese', () => {
  const { engine } = messagesFor('zh-CN').simulation;
  for (const { name } of ENGINE_PROFILES)
    if (/\b(and|on|later|engine|batches|runtime)\b/.test(name)) expect(engine(name), name).not.toBe(name);
  expect(messagesFor('en').simulation.engine('MLX')).toBe('MLX');
});
