// The roll call of the secretary's screen: one line per seat, recorded as soon as it is chosen.
"use strict";

class Roll {
  constructor(bench, outbox) {
    Object.assign(this, { bench, outbox });
    this.find = document.getElementById("chercher-siege");
    this.find.addEventListener("input", () => this.filter());
    this.find.addEventListener("keydown", (event) => this.goDown(event));
    bench.addEventListener("change", (event) => {
      const line = event.target.closest("tr[data-seat]");
      if (line && event.target.tagName === "SELECT") this.chosen(line);
    });
  }

  get lines() {
    return [...this.bench.querySelectorAll("tr[data-seat]")];
  }

  // A presence is recorded as soon as it is chosen; a proxy, when its holder is.
  chosen(line) {
    const [mode, holder] = lists(line);
    if (!mode.value) return;
    if (mode.value === "REPRESENTED" && !holder.value) holder.focus();
    else this.send(line);
  }

  send(line) {
    const fields = { seat: line.dataset.seat };
    line.querySelectorAll("select, input").forEach((field) => (fields[field.name] = field.value));
    const label = `${line.querySelector("th").firstChild.textContent.trim()} : ${lists(line)[0].selectedOptions[0].text}`;
    this.outbox.add("attendance", label, fields);
    line.dataset.pending = "";
  }

  // What waits here shows on its line again; what was chosen while the page was still loading, when
  // nothing listened yet, is sent now.
  takeUp() {
    const waiting = this.outbox.waiting.filter((gesture) => gesture.kind === "attendance");
    this.lines.forEach((line) => {
      const gesture = waiting.findLast((one) => one.fields.seat === line.dataset.seat);
      if (gesture) {
        line.querySelectorAll("select, input").forEach((field) => (field.value = gesture.fields[field.name]));
        line.dataset.pending = "";
      } else if (!lists(line).every(isAsDrawn)) this.chosen(line);
    });
  }

  // Another screen may have called a seat; what waits here is not touched.
  show(presences) {
    const { waiting } = this.outbox;
    const seats = new Set(waiting.map((gesture) => gesture.fields.seat));
    if (waiting.some((gesture) => gesture.kind === "roll_call")) return;
    this.lines.forEach((line) => {
      const stands = presences[line.dataset.seat];
      if (seats.has(line.dataset.seat)) return;
      delete line.dataset.pending;
      if (!stands || line.contains(document.activeElement)) return;
      lists(line).forEach((field, place) => (field.value = stands[place]));
    });
  }

  // Type some letters, go down to the seat.
  filter() {
    const words = flat(this.find.value).split(/\s+/).filter(Boolean);
    this.lines.forEach((line) => {
      const text = flat(`${line.querySelector("th").textContent} ${line.querySelector("input").value}`);
      line.hidden = !words.every((word) => text.includes(word));
    });
  }

  goDown(event) {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    this.lines.find((line) => !line.hidden)?.querySelector("select").focus();
  }
}

function lists(line) {
  return [...line.querySelectorAll("select")];
}

function flat(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
