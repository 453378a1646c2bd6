// What this browser remembers; this page alone, when the browser refuses or has no room left.
"use strict";

const Store = {
  own: new Map(),

  get(name) {
    if (this.own.has(name)) return this.own.get(name);
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },

  set(name, text) {
    try {
      localStorage.setItem(name, text);
      this.own.delete(name);
    } catch {
      this.own.set(name, text);
    }
  },

  remove(name) {
    this.own.delete(name);
    try {
      localStorage.removeItem(name);
    } catch {
      // Refused: nothing was kept there.
    }
  },

  names(prefix) {
    let kept = [];
    try {
      kept = Object.keys(localStorage);
    } catch {
      // Refused: what this page holds is all there is.
    }
    return [...new Set([...kept, ...this.own.keys()])].filter((name) => name.startsWith(prefix)).sort();
  },

  readJson(name, otherwise) {
    try {
      return JSON.parse(this.get(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
};
