// The outbox of the secretary's screen: each gesture waits in the browser until the server answers.
// A key goes with it, so that sending twice is doing once. Nothing here knows what a gesture means.
"use strict";

class Outbox {
  // `place`: the name under which gestures are kept; `send`: where they go; `changed`: told of each
  // change; `done`: told when a gesture was answered.
  constructor({ place, send, changed, done }) {
    Object.assign(this, { place, send, changed, done });
    this.isSending = false;
    this.isDown = false;
    this.mustSignIn = false;
    this.pause = 1000;
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("storage", (event) => event.key === place && this.changed());
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "[]");
    } catch {
      return [];
    }
  }

  write(gestures) {
    localStorage.setItem(this.place, JSON.stringify(gestures));
    this.changed();
  }

  get waiting() {
    return this.read().filter((gesture) => !gesture.refused);
  }

  add(kind, label, fields) {
    const gesture = { key: newKey(), kind, label, fields, made_at: new Date().toISOString() };
    this.write([...this.read(), gesture]);
    this.flush();
    return gesture;
  }

  drop(key) {
    this.write(this.read().filter((gesture) => gesture.key !== key));
  }

  hurry() {
    this.pause = 1000;
    this.flush();
  }

  // In order, one at a time: a proxy comes after the arrival of whoever holds it.
  async flush() {
    if (this.isSending) return;
    this.isSending = true;
    let gesture = this.waiting[0];
    while (gesture && (await this.deliver(gesture))) gesture = this.waiting[0];
    this.isSending = false;
    if (gesture) {
      setTimeout(() => this.flush(), this.pause);
      this.pause = Math.min(this.pause * 2, 10000);
    }
    this.changed();
  }

  // True when the server answered, whatever it said; false when the gesture must wait.
  async deliver(gesture) {
    const body = new URLSearchParams(gesture.fields);
    for (const name of ["key", "kind", "made_at"]) body.set(name, gesture[name]);
    let answer;
    let sentence = "";
    try {
      const headers = { "X-CSRFToken": token() };
      answer = await fetch(this.send, { method: "POST", body, headers, redirect: "manual" });
      if (answer.headers.get("Content-Type")?.includes("json")) sentence = (await answer.json()).sentence;
    } catch {
      this.isDown = true;
      this.changed();
      return false;
    }
    this.isDown = answer.status >= 500;
    this.mustSignIn = answer.type === "opaqueredirect" || answer.status === 403;
    const isRefused = answer.status === 422 || answer.status === 404;
    if (!answer.ok && !isRefused) {
      this.changed();
      return false;
    }
    this.pause = 1000;
    if (isRefused) this.refuse(gesture, sentence || "Ce geste a été refusé.");
    else this.drop(gesture.key);
    this.done(gesture, sentence, isRefused);
    return true;
  }

  refuse(gesture, sentence) {
    const told = (one) => (one.key === gesture.key ? { ...one, refused: sentence } : one);
    this.write(this.read().map(told));
  }
}

// The cookie follows a new sign-in; the page does not.
function token() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
