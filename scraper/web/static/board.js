// Cards are dragged from column to column: what the buttons on the card do, by hand. Uses `swap` of page.js.
"use strict";

let held = null;

function fits(column) {
  return held && held.dataset.to.split(" ").includes(column.dataset.column);
}

function let_go() {
  for (const column of every(".column")) column.classList.remove("open", "over");
  if (held) held.classList.remove("held");
  held = null;
}

document.addEventListener("dragstart", (event) => {
  const slip = event.target.closest && event.target.closest(".slip");
  if (!slip || event.target.closest("input, textarea")) return;
  held = slip;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", slip.dataset.speaker);
  slip.classList.add("held");
  for (const column of every(".column")) column.classList.toggle("open", fits(column));
});

document.addEventListener("dragover", (event) => {
  const column = event.target.closest && event.target.closest(".column");
  for (const other of every(".column.over")) if (other !== column) other.classList.remove("over");
  if (!column || !fits(column)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  column.classList.add("over");
});

document.addEventListener("drop", (event) => {
  const column = event.target.closest && event.target.closest(".column");
  if (!column || !fits(column)) return;
  event.preventDefault();
  if (held.dataset.timed === column.dataset.column) { // a chat has a time: asked for on the card
    const field = one("input[name=at]", held);
    let_go();
    field.closest("details").open = true;
    return field.focus();
  }
  const body = new URLSearchParams({ speaker: held.dataset.speaker, column: column.dataset.column });
  let_go();
  swap("/shortlist/move", "#board", { method: "POST", body });
});

document.addEventListener("dragend", let_go);

// Only where there are scripts can anything be dragged; fresh cards come with every swap.
function draggable() {
  for (const slip of every(".slip:not([draggable])")) slip.draggable = true;
}
new MutationObserver(draggable).observe(document.getElementById("main"), { childList: true, subtree: true });
draggable();
