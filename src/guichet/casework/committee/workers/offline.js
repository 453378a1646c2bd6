// Served at /seances/hors-ligne.js, registered for one screen of one meeting by one signed-in person
// (ADR 0022). Offline, a reload shows that screen as it was last received. It keeps nothing else:
// no answer of a POST, no other page, nothing of somebody else, nothing for more than a session.
"use strict";

const PREFIX = "guichet-seance-";
const asked = new URL(self.location).searchParams;
const person = asked.get("lecteur") ?? "";
// The version is that of the page (kept.js): another one leaves the copies of the former behind.
const NAME = `${PREFIX}${asked.get("version") ?? ""}-${person}`;
const KEPT_AT = "X-Guichet-Kept-At";
const LIFE = 12 * 3600 * 1000;
// A line that is up but does not answer is as good as none, when there is something to show.
const PATIENCE = 6000;
// Set when the server gave something else than this person's page: nothing is kept from then on.
let isOver = false;
const scope = () => new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

// The page that registered this was not loaded through it: it asks once to be kept.
self.addEventListener("message", (event) => {
  const { keep, files } = event.data ?? {};
  if (keep !== scope() || !Array.isArray(files)) return;
  const how = { redirect: "manual", credentials: "same-origin", cache: "no-store" };
  const page = fetch(keep, how).then((answer) => remember(keep, answer));
  event.waitUntil(Promise.all([page, ...files.filter(isFile).map(keepFile)]).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !person) return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === scope()) event.respondWith(page(event));
  } else if (isFile(url.href)) {
    event.respondWith(file(request));
  }
});

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
}

// The network first; what was kept, when it fails or takes too long.
async function page(event) {
  const kept = await recall(scope());
  const fresh = fetch(event.request).then((answer) => {
    event.waitUntil(remember(scope(), answer.clone()).catch(() => {}));
    return answer;
  });
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  const first = await Promise.race([fresh.catch(() => kept), late]);
  return [502, 503, 504].includes(first.status) ? kept : first;
}

// Only a page that the server gave to this very person; anything else erases what was there.
async function remember(path, answer) {
  if ([502, 503, 504].includes(answer.status)) return;
  const isPage = answer.status === 200 && (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
  const text = isPage ? await answer.text() : "";
  if (!person || !text.includes(`data-person="${person}"`)) {
    await giveUp();
    return;
  }
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  await put(path, new Response(text, { status: 200, headers }));
}

async function giveUp() {
  isOver = true;
  await caches.delete(NAME);
  await self.registration.unregister();
}

async function recall(path) {
  const kept = await caches.match(path, { cacheName: NAME, ignoreVary: true });
  if (!kept) return undefined;
  const age = Date.now() - Number(kept.headers.get(KEPT_AT));
  if (age >= 0 && age < LIFE) return kept;
  await caches.delete(NAME);
  return undefined;
}

// Styles and scripts: the same for everybody.

function isFile(address) {
  const url = new URL(address, self.location);
  return url.origin === self.location.origin && url.pathname.startsWith("/static/");
}

async function file(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await put(request.url, answer.clone());
    return answer;
  } catch (failure) {
    const kept = await caches.match(request.url, { cacheName: NAME, ignoreVary: true });
    if (kept) return kept;
    throw failure;
  }
}

async function keepFile(address) {
  const answer = await fetch(address);
  if (answer.ok) await put(address, answer);
}

async function put(address, answer) {
  if (isOver) return;
  const cache = await caches.open(NAME);
  await cache.put(address, answer);
}
