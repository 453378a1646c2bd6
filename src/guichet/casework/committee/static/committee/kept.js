// What a screen of a meeting keeps in this browser so that it comes back offline: the page itself (by
// the service worker) and the last state of its moving part. For one signed-in person; app.js erases
// it as soon as a page is for somebody else. Without a person, nothing is kept.
"use strict";

const Kept = {
  // Another version whenever what is kept, or how, changes.
  version: "1",

  get name() {
    const { person } = document.body.dataset;
    return person && "caches" in window ? `guichet-seance-${this.version}-${person}` : "";
  },

  async put(address, text) {
    if (!this.name) return;
    try {
      const cache = await caches.open(this.name);
      await cache.put(address, new Response(text));
    } catch {
      // No room, or not allowed: the page works as it did without.
    }
  },

  async get(address) {
    if (!this.name) return "";
    try {
      const kept = (await caches.has(this.name)) && (await (await caches.open(this.name)).match(address));
      return kept ? await kept.text() : "";
    } catch {
      return "";
    }
  },
};

(() => {
  const worker = document.currentScript.dataset.worker;
  const { person } = document.body.dataset;
  if (!worker || !person || !("serviceWorker" in navigator)) return;
  const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href || one.src);
  navigator.serviceWorker
    .register(`${worker}?version=${Kept.version}&lecteur=${person}`, { scope: location.pathname })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active?.postMessage({ keep: location.pathname, files }))
    .catch(() => {});
})();
