// The count: what it gives is asked of the server, whose law it is. Only the answer to what stands in
// the form is shown, and an outcome that was chosen meanwhile is left as it is.
"use strict";

class Tally {
  constructor(bench) {
    Object.assign(this, { bench, asked: new Map() });
    bench.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-tally]");
      if (form && event.target.closest(".app-votes")) this.plan(form);
    });
    bench.addEventListener("change", (event) => {
      const form = event.target.closest("form[data-tally]");
      if (form && event.target === outcomeOf(form)) this.settle(form);
    });
  }

  // Votes that stand in a form at the beginning: typed while the page was still loading, or kept.
  takeUp() {
    this.bench.querySelectorAll("form[data-tally]").forEach((form) => {
      if ([...form.querySelectorAll(".app-votes input")].every(isAsDrawn)) return;
      this.plan(form);
      if (!isAsDrawn(outcomeOf(form))) this.settle(form);
    });
  }

  plan(form) {
    this.stop(form);
    zoneOf(form).replaceChildren();
    const giveUp = new AbortController();
    const timer = setTimeout(() => this.ask(form, giveUp.signal), 250);
    this.asked.set(form, { timer, giveUp, proposes: true });
  }

  // Chosen by hand, or sent: a late answer says what the count gives and proposes nothing more.
  settle(form) {
    const asked = this.asked.get(form);
    if (asked) asked.proposes = false;
  }

  stop(form) {
    clearTimeout(this.asked.get(form)?.timer);
    this.asked.get(form)?.giveUp.abort();
    this.asked.delete(form);
  }

  async ask(form, signal) {
    const zone = zoneOf(form);
    const values = [...form.querySelectorAll(".app-votes input")].map((field) => field.value);
    if (values.slice(0, 2).includes("")) return;
    try {
      const { answer, text } = await call(`${form.dataset.tally}?${new URLSearchParams(new FormData(form))}`, { signal });
      if (!answer.ok || signal.aborted) return;
      zone.innerHTML = text;
      const proposed = zone.querySelector("[data-proposed]")?.dataset.proposed;
      if (proposed && this.asked.get(form)?.proposes) choose(outcomeOf(form), proposed);
    } catch {
      if (!signal.aborted) zone.textContent = "Le résultat sera calculé au retour du réseau.";
    }
  }
}

function zoneOf(form) {
  return form.querySelector(".com-tally");
}

function outcomeOf(form) {
  return form.querySelector("select[name$=outcome]");
}
