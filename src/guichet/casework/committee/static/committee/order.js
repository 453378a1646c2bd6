// The order of an agenda, by hand or by keyboard. Nothing is sent before the form of the item that
// moved is: without this script the buttons « Monter » and « Descendre » do the same.
"use strict";

(() => {
  const list = document.querySelector("[data-order]");
  const said = document.getElementById("annonce-ordre");
  if (!list) return;
  const items = () => [...list.querySelectorAll(":scope > li[id]")];
  const rank = (item) => items().indexOf(item) + 1;
  const handle = (item) => item.querySelector(".com-handle");
  let moving = null;
  let from = 0;

  const say = (words) => (said.textContent = words);
  const where = (item) => `« ${item.dataset.title} », rang ${rank(item)} sur ${items().length}.`;

  function take(item) {
    if (moving && moving !== item) putBack();
    if (!moving) from = rank(item);
    moving = item;
    item.classList.add("com-moving");
    handle(item).setAttribute("aria-pressed", "true");
    say(`Point saisi : ${where(item)}`);
  }

  function goTo(place) {
    const others = items().filter((one) => one !== moving);
    list.insertBefore(moving, others[place - 1] ?? null);
    moving.querySelector("[name=rank]").value = rank(moving);
  }

  function drop() {
    const item = moving;
    item.classList.remove("com-moving");
    handle(item).setAttribute("aria-pressed", "false");
    const hasMoved = rank(item) !== from;
    item.querySelector(".com-drop").hidden = !hasMoved;
    if (!hasMoved) {
      moving = null;
      say(`Point reposé à sa place : ${where(item)}`);
      return;
    }
    say(`Point posé : ${where(item)} Donnez un motif si vous voulez, puis enregistrez.`);
    item.querySelector("[name=because]").focus();
  }

  function putBack() {
    const item = moving;
    goTo(from);
    item.classList.remove("com-moving");
    handle(item).setAttribute("aria-pressed", "false");
    item.querySelector(".com-drop").hidden = true;
    moving = null;
    say(`Remis à sa place : ${where(item)}`);
    handle(item).focus();
  }

  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("li[id]");
    const isHandle = event.target.classList.contains("com-handle");
    const isHeld = moving === item && item?.classList.contains("com-moving");
    if (event.key === "Escape" && moving) putBack();
    else if (isHandle && (event.key === " " || event.key === "Enter")) isHeld ? drop() : take(item);
    else if (isHandle && isHeld && event.key === "ArrowUp") goTo(Math.max(rank(item) - 1, 1));
    else if (isHandle && isHeld && event.key === "ArrowDown") goTo(Math.min(rank(item) + 1, items().length));
    else return;
    event.preventDefault();
    if (isHeld && event.key.startsWith("Arrow")) {
      handle(item).focus();
      say(where(item));
    }
  });

  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-undo]")) putBack();
  });

  // By mouse, pen or finger: the handle holds the pointer until it is let go.
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".com-handle");
    if (!grip || event.button !== 0) return;
    grip.setPointerCapture(event.pointerId);
    take(grip.closest("li"));
  });
  list.addEventListener("pointermove", (event) => {
    const grip = event.target.closest(".com-handle");
    if (!moving || !grip?.hasPointerCapture(event.pointerId)) return;
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-order] > li[id]");
    if (!over || over === moving) return;
    const box = over.getBoundingClientRect();
    const isAfter = event.clientY > box.top + box.height / 2;
    const wanted = rank(over) + (isAfter ? 1 : 0) - (rank(moving) < rank(over) ? 1 : 0);
    if (wanted === rank(moving)) return;
    goTo(wanted);
    // Moving the node lets go of the pointer.
    grip.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointerup", (event) => {
    if (moving && event.target.closest(".com-handle")) drop();
  });
  list.addEventListener("pointercancel", () => moving && putBack());

  items().forEach((item) => (handle(item).hidden = false));
  if (items().length) document.getElementById("mode-d-emploi").hidden = false;
})();
