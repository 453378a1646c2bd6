// A page that follows a meeting: told by server-sent events that something changed, it reads its
// part again. Without the stream it asks now and then; without this script it is a page to reload.
"use strict";

(() => {
  const region = document.querySelector("[data-live]");
  if (!region) return;
  const link = document.getElementById("liaison");
  const said = document.getElementById("annonce-direct");
  // The wall of the room has no copy to bring back: it does not load kept.js.
  const kept =
    typeof Kept === "undefined" ? { put: async () => {}, get: async () => null } : Kept;
  const POLL = 5000;
  // Sixty screens told at once do not all ask in the same instant, and ask once for three changes.
  const SPREAD = 600;
  const DOWN = "Hors ligne : la page se mettra à jour au retour du réseau.";
  let etag = "";
  let reading = false;
  let again = false;
  let polling = null;
  let soon = null;

  const tell = (words, isDown) => {
    if (link.textContent !== words) link.textContent = words;
    document.documentElement.toggleAttribute("data-offline", isDown);
  };

  async function read() {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      await ask();
    } finally {
      reading = false;
    }
    if (again) {
      again = false;
      read();
    }
  }

  async function ask() {
    try {
      const headers = etag ? { "If-None-Match": etag } : {};
      const { answer, text } = await call(region.dataset.live, { headers, cache: "no-store" });
      if (answer.status === 200) {
        await show(text);
        etag = answer.headers.get("ETag") ?? "";
      }
      if (answer.type === "opaqueredirect") tell("Votre session est terminée : rechargez la page.", true);
      else if (answer.ok || answer.status === 304) tell("En direct", false);
      else if (answer.status >= 500) tell(DOWN, true);
      region.dispatchEvent(new CustomEvent("live:read"));
    } catch {
      if (!etag) await showKept();
      tell(DOWN, true);
    }
  }

  async function show(html) {
    region.innerHTML = html;
    announce();
    tick();
    await kept.put(region.dataset.live, html);
  }

  // A page reloaded offline: what it last showed, rather than what it showed when it was opened.
  let isOld = false;

  async function showKept() {
    if (isOld) return;
    isOld = true;
    const html = await kept.get(region.dataset.live);
    if (html) region.innerHTML = html;
    tick();
  }

  function announce() {
    const words = region.querySelector("[data-say]")?.dataset.say ?? "";
    if (said && said.textContent !== words) said.textContent = words;
  }

  const pad = (number) => String(number).padStart(2, "0");

  function tick() {
    const now = new Date();
    document.querySelectorAll("[data-clock]").forEach((clock) => {
      clock.textContent = `${now.getHours()} h ${pad(now.getMinutes())}`;
    });
    region.querySelectorAll("[data-since]").forEach((span) => {
      const minutes = Math.floor((now - new Date(span.dataset.since)) / 60000);
      if (minutes < 0 || minutes > 600) return;
      span.textContent = `${minutes} min`;
      span.classList.toggle("com-over", minutes > Number(span.dataset.planned));
    });
  }

  function poll(isNeeded) {
    if (isNeeded && !polling) polling = setInterval(read, POLL);
    if (!isNeeded && polling) {
      clearInterval(polling);
      polling = null;
    }
  }

  function stopWhenOver(news) {
    if (!region.querySelector("[data-over]")) return;
    news.close();
    poll(false);
    tell("La séance est levée.", false);
  }

  if (region.dataset.stream) {
    const news = new News(region.dataset.stream, {
      changed: () => {
        poll(false);
        clearTimeout(soon);
        soon = setTimeout(read, Math.random() * SPREAD);
      },
      broken: () => {
        poll(true);
        read();
      },
    });
    region.addEventListener("live:read", () => stopWhenOver(news));
    window.addEventListener("online", read);
  }
  setInterval(tick, 10000);
  tick();
})();
