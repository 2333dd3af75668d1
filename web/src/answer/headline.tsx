import type { TrainReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { gapOf, printer, strategyLine } from '@ridgepoint/engine/wording';
import { onPage, tied } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';

/** Does it fit, how long, how much; then the strategy and what was asked. */
export function Headline({ report }: { readonly report: TrainReport }) {
  const { messages } = speaker.value;
  const print = printer(speaker.value);
  const { face, verdict } = messages;
  const { figures, question: q, strategy, search, memory, outcome } = report;
  const bill =
    figures &&
    verdict.bill({
      time: print.range(figures.wall),
      gpuHours: print.within(figures.acceleratorHours),
      cost: figures.money ? print.moneyWithin(figures.money.cost, figures.money) : undefined,
      energy: figures.energy ? print.within(figures.energy) : undefined,
      carbon: figures.carbon ? print.within(figures.carbon) : undefined,
    });
  const strategyWords = strategy && strategyLine(messages, strategy);
  const amount = (bytes: number) => print.amount(bytes, 'B', { binary: true, digits: 2 });
  const doubt = memory && memory.peak.low <= memory.capacity && memory.peak.high > memory.capacity;
  return (
    <header class="headline">
      <h2 class={outcome === 'fits' ? 'good' : 'bad'}>
        {tied([face.outcomes[outcome], bill].filter(Boolean).join(gapOf(speaker.value)))}
      </h2>
      {strategyWords && (
        <p class="strategy">
          {!search
            ? verdict.given({ strategy: strategyWords })
            : search.evaluated > 0
              ? face.bestOf({ strategies: formatCount(search.evaluated), strategy: strategyWords })
              : strategyWords}
        </p>
      )}
      {doubt && (
        <p class="doubt">
          {onPage(
            outcome === 'does-not-fit'
              ? verdict.mayFit({ low: amount(memory.peak.low), capacity: amount(memory.capacity) })
              : verdict.tight({ high: amount(memory.peak.high), capacity: amount(memory.capacity) }),
          )}
        </p>
      )}
      <p class="quiet">
        {face.question({
          model: q.modelName,
          parameters: print.amount(q.parameters, 'parameters'),
          tokens: print.amount(q.tokens, 'token'),
          machine: `${formatCount(q.accelerators)} × ${q.chipName}`,
          precision: q.precision,
        })}
        {' · '}
        {face.batch({
          sequences: formatCount(q.globalBatch),
          sequence: formatCount(q.sequence),
          tokens: print.amount(q.batchTokens, 'token'),
        })}
      </p>
    </header>
  );
}
