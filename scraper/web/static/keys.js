// The keyboard all the way: j and k from one to the next, s for the star, / to search, ? for help. Each can be done
// without; and single keys can be turned off, for those whose speech or hands press them by accident.
"use strict";

const KEPT = "coffeechat-keys";
const wanted = () => { try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; } };
const help = one("#keys");

// What is stepped through: the links that open somebody, else those of the headings.
function stops() {
  const marked = every("main a[data-open]");
  return (marked.length ? marked : every("main h2 a, main h3 a")).filter((link) => link.offsetParent !== null);
}

function step(by) {
  const all = stops();
  if (!all.length) return;
  const here = document.activeElement;
  let at = all.indexOf(here);
  if (at < 0) { // from within a card: that card is where we are; from elsewhere: what comes next on the page
    const card = here && here.closest("main li, main article");
    at = card ? all.findIndex((link) => card.contains(link)) : -1;
    if (at < 0) at = by > 0 ? -1 : 0;
  }
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function star() {
  const here = document.activeElement.closest("main li, main article");
  const buttons = here ? every(".star button", here) : every("main .star button");
  if (buttons.length === 1 || (here && buttons.length)) buttons[0].click();
}

const press = (query) => { const link = one(query); if (link) link.click(); };
const DOES = {
  j: () => step(1),
  k: () => step(-1),
  o: () => { if (stops().includes(document.activeElement)) document.activeElement.click(); },
  s: star,
  n: () => press("main a[rel=next]"),
  p: () => press("main a[rel=prev]"),
  "/": () => { const field = one("main input[type=search]"); if (field) { field.focus(); field.select(); } else location.assign("/#words"); },
};

document.addEventListener("keydown", (event) => {
  const target = event.target;
  const typing = target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "Escape" && typing) return target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  if (event.key === "?") { event.preventDefault(); help.showModal(); return; }
  if (!wanted() || !Object.hasOwn(DOES, event.key)) return;
  event.preventDefault();
  DOES[event.key]();
});

for (const button of every("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}
const turned = one("#single-keys");
turned.checked = wanted();
turned.addEventListener("change", () => { try { localStorage.setItem(KEPT, turned.checked ? "on" : "off"); } catch { /* not kept */ } });
if (location.hash === "#words" && one("#words")) one("#words").focus();
