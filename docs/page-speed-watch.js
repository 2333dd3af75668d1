// Runs in the page that docs/page-speed.ts measures: when the first headline was painted, and which move of a slider was
// answered when. An article says which change it was asked for last (data-asked) and which its headline answers (data-shown).
let first = null;
let moves = [];
let shown = [];
let seen = { asked: -1, shown: -1 };

/** After the next frame. */
const painted = (then) =>
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  });

const look = () => {
  if (first === null && document.querySelector('article h2')) {
    first = 0;
    painted((now) => {
      first = now;
    });
  }
  const article = document.querySelector('article[data-asked]');
  if (!article) return;
  const now = { asked: Number(article.dataset.asked), shown: Number(article.dataset.shown ?? -1) };
  if (now.asked !== seen.asked) for (const move of moves) move.asked ??= now.asked;
  if (now.shown !== seen.shown) {
    const answer = { asked: now.shown, at: performance.now(), painted: null };
    shown.push(answer);
    painted((when) => {
      answer.painted = when;
    });
  }
  seen = now;
};

// Before the page hears of it: its answer may stand there when the event comes back up.
addEventListener(
  'input',
  ({ target, timeStamp }) => {
    if (target.type !== 'range') return;
    const move = { at: timeStamp, asked: null };
    moves.push(move);
    // What leaves the question as it was asks nothing.
    setTimeout(() => {
      if (move.asked === null) moves = moves.filter((one) => one !== move);
    });
  },
  true,
);
new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });

globalThis.speed = {
  first: () => first || null,
  open: () => {
    for (const details of document.querySelectorAll('form.question details')) details.open = true;
  },
  clear: () => {
    moves = [];
    shown = [];
  },
  settled: () => seen.shown >= seen.asked,
  told: () => {
    const answers = moves.map(({ at, asked }) => {
      const by = asked === null ? undefined : shown.find((one) => one.asked >= asked);
      return by ? { inPage: by.at - at, painted: (by.painted ?? by.at) - at } : null;
    });
    return {
      follows: answers.filter((one) => one !== null),
      unanswered: answers.filter((one) => one === null).length,
    };
  },
};
