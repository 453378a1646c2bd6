// What is being typed or chosen in the forms of a meeting survives a reload.
"use strict";

class Drafts {
  constructor(bench, place) {
    Object.assign(this, { bench, place });
    const keep = (event) => this.keep(event.target);
    bench.addEventListener("input", keep);
    bench.addEventListener("change", keep);
  }

  get kept() {
    return Store.readJson(this.place, {});
  }

  get fields() {
    return [...this.bench.querySelectorAll("textarea, select, input:not([type=hidden])")].filter((field) => this.holds(field));
  }

  holds(field) {
    return field.name && field.form?.dataset.gesture && field.matches("textarea, select, input:not([type=hidden])");
  }

  keep(field) {
    if (!this.holds(field)) return;
    const { kept } = this;
    if (isAsDrawn(field)) delete kept[field.name];
    else kept[field.name] = field.value;
    Store.set(this.place, JSON.stringify(kept));
  }

  forget(form) {
    const { kept } = this;
    [...form.elements].forEach((field) => delete kept[field.name]);
    Store.set(this.place, JSON.stringify(kept));
  }

  // What was typed while the page was still loading is newer than what was kept.
  restore() {
    const { kept } = this;
    this.fields.forEach((field) => {
      if (!isAsDrawn(field)) this.keep(field);
      else if (field.name in kept) field.value = kept[field.name];
    });
  }
}

function isAsDrawn(field) {
  if (field.tagName !== "SELECT") return field.value === field.defaultValue;
  const drawn = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return field.value === drawn?.value;
}

// As if it had been chosen by hand: whoever listens is told.
function choose(list, value) {
  list.value = value;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}
