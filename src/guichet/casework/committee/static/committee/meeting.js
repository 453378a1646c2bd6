// The secretary's screen. Without this script every form goes to its own address; with it, a form
// becomes a gesture of the outbox, and the parts that facts change come back on their own.
"use strict";

(() => {
  const bench = document.getElementById("banc");
  if (!bench) return;
  const meeting = bench.dataset.meeting;
  const link = document.getElementById("liaison");
  const list = document.querySelector("#attente ul");
  const all = (selector, root = bench) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // Of the person who is signed in: what waits is never sent in the name of somebody else.
  const mine = `${meeting}:${bench.dataset.holder}`;

  const outbox = new Outbox({
    place: `guichet:outbox:${mine}`,
    send: bench.dataset.send,
    changed: showOutbox,
    done: (gesture, sentence, isRefused) => {
      last = isRefused ? "" : sentence;
      showOutbox();
      // The stream says it too, and knows what other screens did.
      if (!news?.isOpen) refresh();
    },
  });
  const roll = new Roll(bench, outbox);
  const drafts = new Drafts(bench, `guichet:drafts:${mine}`);
  const tally = new Tally(bench);
  let last = "";
  let news = null;
  let soon = null;

  // What waits, and what was refused

  function showOutbox() {
    const gestures = outbox.read();
    const waiting = gestures.filter((one) => !one.refused).length;
    const isDown = outbox.isDown || !navigator.onLine;
    link.textContent = sentence(waiting, isDown);
    document.documentElement.toggleAttribute("data-offline", isDown || outbox.mustSignIn);
    byId("attente").hidden = !gestures.length;
    list.replaceChildren(...gestures.map(row));
    all("form[data-needs-network] button").forEach((button) => {
      button.disabled = Boolean(waiting) || isDown;
    });
  }

  function sentence(waiting, isDown) {
    const count = `${waiting} geste${waiting > 1 ? "s" : ""} en attente`;
    if (outbox.mustSignIn) return `Votre session est terminée : ouvrez la connexion dans un autre onglet, puis revenez. ${count}.`;
    if (isDown) return `Hors ligne : ${count}. Continuez, rien n’est perdu.`;
    if (waiting) return `Envoi : ${count}…`;
    return last ? `Enregistré. ${last}` : "En direct : tout est enregistré.";
  }

  function row(gesture) {
    const item = document.createElement("li");
    const clock = new Date(gesture.made_at);
    const time = `${clock.getHours()} h ${String(clock.getMinutes()).padStart(2, "0")}`;
    const text = document.createElement("span");
    text.textContent = `${gesture.label} (${time})`;
    item.append(text);
    if (!gesture.refused) return item;
    const why = document.createElement("p");
    why.className = "fr-error-text";
    why.textContent = `Refusé : ${gesture.refused}`;
    item.append(why, button("Reprendre", () => takeBack(gesture)), button("Abandonner", () => outbox.drop(gesture)));
    return item;
  }

  function button(words, deed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "fr-btn fr-btn--sm fr-btn--tertiary";
    made.textContent = words;
    made.addEventListener("click", deed);
    return made;
  }

  // A refused gesture goes back into its form, as it was typed.
  function takeBack(gesture) {
    const names = Object.keys(gesture.fields).filter((name) => !["item", "seat", "csrfmiddlewaretoken"].includes(name));
    const form = all("form").find((one) => {
      const item = one.elements.namedItem("item")?.value;
      return names.some((name) => one.elements.namedItem(name)) && (!item || item === gesture.fields.item);
    });
    if (!form) return;
    names.forEach((name) => {
      const field = form.elements.namedItem(name);
      if (field && "value" in field) field.value = gesture.fields[name];
    });
    [...form.elements].forEach((field) => drafts.keep(field));
    outbox.drop(gesture);
    const field = names.map((name) => form.elements.namedItem(name)).find((one) => one?.focus && one.type !== "hidden");
    reveal(field);
    field?.focus();
  }

  // From forms to gestures

  bench.addEventListener("submit", (event) => {
    const form = event.target;
    const pressed = event.submitter;
    if (form.dataset.rows) {
      event.preventDefault();
      if (pressed?.dataset.row) roll.send(pressed.closest("tr"));
      else outbox.add("roll_call", "Appel entier", fieldsOf(form));
    } else if (form.dataset.gesture) {
      event.preventDefault();
      sendForm(form);
    }
    if (event.defaultPrevented) delete form.dataset.sent;
  });

  function sendForm(form) {
    const fields = fieldsOf(form);
    outbox.add(form.dataset.gesture, form.dataset.label, fields);
    drafts.forget(form);
    tally.settle(form);
    if (form.dataset.gesture === "take_up") markCurrent(fields.item);
    if ("clears" in form.dataset) form.reset();
  }

  function fieldsOf(form) {
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrfmiddlewaretoken;
    return fields;
  }

  // What facts change

  let etag = "";
  let isReading = false;
  let mustRead = false;

  async function refresh() {
    if (isReading) {
      mustRead = true;
      return;
    }
    isReading = true;
    try {
      await readState();
    } finally {
      isReading = false;
    }
    if (mustRead) {
      mustRead = false;
      refresh();
    }
  }

  async function readState() {
    try {
      const headers = etag ? { "If-None-Match": etag } : {};
      const { answer, text } = await call(bench.dataset.state, { headers, cache: "no-store" });
      if (answer.status === 200) {
        Kept.put(bench.dataset.state, text);
        place(text);
        etag = answer.headers.get("ETag") ?? "";
      }
      if (answer.ok || answer.status === 304) heard();
      else if (answer.status >= 500) unheard();
    } catch {
      unheard();
      await placeKept();
    }
  }

  function unheard() {
    outbox.isDown = true;
    showOutbox();
  }

  // Reloaded offline: the facts as they last were, over the page as it was opened.
  let isOld = false;

  async function placeKept() {
    if (isOld || etag) return;
    isOld = true;
    const html = await Kept.get(bench.dataset.state);
    if (html) place(html);
  }

  function heard() {
    const wasDown = outbox.isDown;
    outbox.isDown = false;
    if (wasDown || outbox.waiting.length) outbox.hurry();
    showOutbox();
  }

  function place(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of fresh.body.querySelectorAll(":scope > [id]")) {
      const standing = byId(part.id);
      if (!standing || part.id === "presences") continue;
      if (standing.outerHTML === part.outerHTML) continue;
      const hadFocus = standing.contains(document.activeElement);
      standing.replaceWith(document.adoptNode(part));
      // The button that was pressed is gone: the keyboard goes back to the item.
      if (hadFocus) byId(shown)?.querySelector("h3").focus();
    }
    roll.show(JSON.parse(fresh.getElementById("presences")?.textContent ?? "{}"));
    showPanel(shown, false);
    const known = all("#fil [data-panel]").every((anchor) => byId(anchor.dataset.panel));
    if (!known && !outbox.waiting.length && !outbox.isDown) location.reload();
  }

  // One item, and one part of the screen, at a time

  let shown = "";

  function showPart(name) {
    all("[data-view]").forEach((view) => (view.hidden = view.dataset.view !== name));
    all("[data-part]").forEach((anchor) => {
      if (anchor.dataset.part === name) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
    });
  }

  function showPanel(id, withFocus = true) {
    const panels = all(".com-item");
    const wanted = panels.find((panel) => panel.id === id) ?? panels.find((panel) => "current" in panel.dataset) ?? panels[0];
    if (!wanted) return;
    shown = wanted.id;
    panels.forEach((panel) => (panel.hidden = panel !== wanted));
    all("#fil [data-panel]").forEach((anchor) => anchor.classList.toggle("com-nav__shown", anchor.dataset.panel === shown));
    const item = byId("recusal_item");
    if (item && document.activeElement?.form !== item.form) item.value = wanted.dataset.item;
    if (withFocus) wanted.querySelector("h3").focus();
  }

  function markCurrent(item) {
    all("#fil li").forEach((line) => {
      const isIt = line.querySelector("a").dataset.panel === `point-${item}`;
      if (isIt) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    });
  }

  function reveal(field) {
    const view = field?.closest("[data-view]");
    const panel = field?.closest(".com-item");
    if (view) showPart(view.dataset.view);
    if (panel) showPanel(panel.id, false);
    const fold = field?.closest("details");
    if (fold) fold.open = true;
  }

  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("[data-part], [data-panel], a[href^='#']");
    if (!anchor || !bench.contains(anchor)) return;
    const target = byId(anchor.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    if (anchor.dataset.part) {
      showPart(anchor.dataset.part);
      target.focus();
    } else if (anchor.dataset.panel) showPanel(anchor.dataset.panel);
    else {
      reveal(target);
      target.scrollIntoView();
      (target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea"))?.focus();
    }
  });

  // The keyboard

  const switchKeys = byId("raccourcis-actifs");
  const silent = "guichet:shortcuts-off";
  switchKeys.checked = !Store.get(silent);
  switchKeys.addEventListener("change", () => {
    if (switchKeys.checked) Store.remove(silent);
    else Store.set(silent, "1");
  });

  const panel = () => byId(shown);
  const points = (deed) => {
    showPart("points");
    deed(panel());
  };
  const step = (by) =>
    points(() => {
      const ids = all(".com-item").map((one) => one.id);
      showPanel(ids[Math.min(Math.max(ids.indexOf(shown) + by, 0), ids.length - 1)]);
    });
  const into = (selector) => (root) => {
    const field = root.querySelector(selector);
    reveal(field);
    field?.focus();
  };

  const KEYS = {
    o: () => points((one) => one?.querySelector("h3").focus()),
    a: () => (showPart("appel"), roll.find.focus(), roll.find.select()),
    e: () => (showPart("engagements"), byId("promise_text").focus()),
    l: () => (showPart("lever"), byId("lever").focus()),
    j: () => step(1),
    k: () => step(-1),
    s: () => points((one) => sendForm(one.querySelector("form[data-gesture=take_up]"))),
    t: () => points(into("textarea")),
    v: () => points(into(".app-votes input")),
    d: () => points(() => into("#recusal_seat")(bench)),
    "?": () => (byId("raccourcis").open = !byId("raccourcis").open),
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && field) {
      field.blur();
      (panel() ?? bench).querySelector("h3")?.focus();
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field?.form) {
      event.preventDefault();
      field.form.requestSubmit(field.closest("tr")?.querySelector("[data-row]") ?? undefined);
      return;
    }
    if (field || event.ctrlKey || event.metaKey || event.altKey || !switchKeys.checked) return;
    const deed = KEYS[event.key] ?? (/^[1-9]$/.test(event.key) ? () => chooseOutcome(Number(event.key)) : null);
    if (!deed) return;
    event.preventDefault();
    deed();
  });

  function chooseOutcome(place) {
    points((one) => {
      const outcome = one.querySelector("select[name$=outcome]");
      if (place < outcome.options.length) choose(outcome, outcome.options[place].value);
      outcome.focus();
    });
  }

  // The beginning

  document.documentElement.dataset.bench = "";
  byId("raccourcis").hidden = false;
  document.querySelector(".com-find").hidden = false;
  drafts.restore();
  tally.takeUp();
  roll.takeUp();
  const refused = bench.querySelector(".com-item[data-refused]")?.id;
  const hash = location.hash.slice(1);
  const start = byId(hash)?.closest("[data-view]")?.dataset.view;
  // What members announced fills the lists; the roll is called when something was recorded.
  const hasRoll = all("tr[data-recorded]").length > 0;
  showPart(start ?? (hasRoll || refused ? "points" : "appel"));
  showPanel(refused ?? (hash.startsWith("point-") ? hash : ""), false);
  showOutbox();
  outbox.flush();

  news = new News(bench.dataset.stream, {
    changed: () => {
      clearTimeout(soon);
      soon = setTimeout(refresh, 100);
    },
    broken: refresh,
  });
  window.addEventListener("online", refresh);
  window.addEventListener("offline", showOutbox);
  window.addEventListener("beforeunload", (event) => {
    if (outbox.waiting.length && (!outbox.isDown || Store.own.size)) event.preventDefault();
  });
})();
