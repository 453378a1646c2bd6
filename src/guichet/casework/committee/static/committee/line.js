// The line to the server: a question that gives up, and news that come back after any cut.
"use strict";

// Milliseconds. A line that is up and does not answer is as good as cut.
const PATIENCE = 20000;
const REOPEN = 10000;

// The answer and its text; fails when either does not come in time.
async function call(address, options = {}) {
  const giveUp = new AbortController();
  const late = setTimeout(() => giveUp.abort(), PATIENCE);
  options.signal?.addEventListener("abort", () => giveUp.abort());
  try {
    const answer = await fetch(address, { redirect: "manual", ...options, signal: giveUp.signal });
    return { answer, text: await answer.text() };
  } finally {
    clearTimeout(late);
  }
}

// A browser connects again after a cut, but never after an answer that is no stream: a proxy whose
// server starts again, a session that ended for a while.
class News {
  constructor(address, { changed, broken }) {
    Object.assign(this, { address, changed, broken });
    this.open();
    window.addEventListener("pageshow", (event) => event.persisted && this.reopen());
  }

  get isOpen() {
    return this.source.readyState === EventSource.OPEN;
  }

  open() {
    this.source = new EventSource(this.address);
    this.source.onmessage = () => this.changed();
    this.source.onerror = () => {
      if (this.source.readyState === EventSource.CLOSED) this.timer = setTimeout(() => this.reopen(), REOPEN);
      this.broken();
    };
  }

  reopen() {
    if (this.isOver) return;
    clearTimeout(this.timer);
    this.source.close();
    this.open();
  }

  close() {
    this.isOver = true;
    clearTimeout(this.timer);
    this.source.close();
  }
}
