let asked = false;

/** Has the page kept on this machine once it has answered: megabytes for later are not to compete with a first answer. */
export function keepOffline(): void {
  if (asked || !('serviceWorker' in navigator)) return;
  asked = true;
  // Browsers refuse it in private windows and on addresses that are not their own machine's: then the page is fetched each time.
  navigator.serviceWorker.register('./service-worker.js').catch(() => {});
}
