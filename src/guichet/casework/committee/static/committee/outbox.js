// The outbox of the secretary's screen: each gesture waits in the browser until the server answers.
// A key goes with it, so that sending twice is doing once. Each has its own entry: two tabs that write
// at once erase nothing of one another. Nothing here knows what a gesture means.
"use strict";

class Outbox {
  // `place`: what the names of the entries begin with; `send`: where they go; `changed`: told of each
  // change; `done`: told when a gesture was answered.
  constructor({ place, send, changed, done }) {
    Object.assign(this, { place, send, changed, done });
    this.isSending = false;
    this.isDown = false;
    this.mustSignIn = false;
    this.pause = 1000;
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("storage", (event) => event.key?.startsWith(`${place}:`) && this.changed());
  }

  // In the order in which they were made.
  read() {
    return Store.names(`${this.place}:`).map((name) => Store.readJson(name, null)).filter(Boolean);
  }

  nameOf(gesture) {
    return `${this.place}:${String(gesture.rank).padStart(6, "0")}:${gesture.key}`;
  }

  write(gesture) {
    Store.set(this.nameOf(gesture), JSON.stringify(gesture));
    this.changed();
  }

  get waiting() {
    return this.read().filter((gesture) => !gesture.refused);
  }

  add(kind, label, fields) {
    const rank = (this.read().at(-1)?.rank ?? 0) + 1;
    const gesture = { key: newKey(), rank, kind, label, fields, made_at: new Date().toISOString() };
    this.write(gesture);
    this.flush();
    return gesture;
  }

  drop(gesture) {
    Store.remove(this.nameOf(gesture));
    this.changed();
  }

  hurry() {
    this.pause = 1000;
    this.flush();
  }

  // In order, one at a time: a proxy comes after the arrival of whoever holds it.
  async flush() {
    if (this.isSending) return;
    this.isSending = true;
    clearTimeout(this.later);
    try {
      let gesture = this.waiting[0];
      while (gesture && (await this.deliver(gesture))) gesture = this.waiting[0];
    } finally {
      this.isSending = false;
      if (this.waiting.length) {
        this.later = setTimeout(() => this.flush(), this.pause);
        this.pause = Math.min(this.pause * 2, 10000);
      }
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
      const given = await call(this.send, { method: "POST", body, headers });
      answer = given.answer;
      if (answer.headers.get("Content-Type")?.includes("json")) sentence = JSON.parse(given.text).sentence;
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
    else this.drop(gesture);
    this.done(gesture, sentence, isRefused);
    return true;
  }

  refuse(gesture, sentence) {
    // Given up meanwhile in another tab, it does not come back.
    if (Store.get(this.nameOf(gesture)) !== null) this.write({ ...gesture, refused: sentence });
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
