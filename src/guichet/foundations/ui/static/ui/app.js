// Small helps keyed on data- attributes. Every page works without them.
"use strict";

// A refused form: the summary takes the focus, so that a screen reader starts there.
document.querySelector("[data-focus]")?.focus();

// A double click on a button sends one form.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  }
});

// A page that the browser kept whole comes back with its timers stopped: its forms are ready again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) [...document.forms].forEach((form) => delete form.dataset.sent);
});

// A deed that cannot be undone asks first.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// A refused form answered to htmx (422) is shown like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// An answer that comes late, on a slow line, must not take the keyboard from whoever has meanwhile
// moved to another field.
document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  const moved = active && active !== document.body && !event.detail.target.contains(active);
  if (moved) event.detail.serverResponse = event.detail.serverResponse.replace(" autofocus", "");
});

// What a screen kept for one person (a meeting, to be reloaded offline) goes as soon as a page is for
// somebody else, or for nobody: after a sign-out, after the end of a session.
(async () => {
  if (!("caches" in window)) return;
  const { person } = document.body.dataset;
  const names = (await caches.keys()).filter((name) => name.startsWith("guichet-"));
  const others = names.filter((name) => !person || !name.endsWith(`-${person}`));
  await Promise.all(others.map((name) => caches.delete(name)));
  if (!("serviceWorker" in navigator)) return;
  const workers = await navigator.serviceWorker.getRegistrations();
  const isOthers = ({ active }) => active && !(person && active.scriptURL.endsWith(`=${person}`));
  await Promise.all(workers.filter(isOthers).map((worker) => worker.unregister()));
})().catch(() => {});
