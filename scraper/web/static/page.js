// Comfort for a page that works without it: parts of a page are swapped, searching follows the typing, texts are copied.
"use strict";

const one = (query, within = document) => within.querySelector(query);
const every = (query, within = document) => [...within.querySelectorAll(query)];
let under_way = null;

// Ask for an address and put the parts named by `swap` ("#found, #search") in place of those shown.
async function swap(address, parts, { method = "GET", body = null, keep = false } = {}) {
  if (under_way) under_way.abort();
  const mine = (under_way = new AbortController());
  const headers = body ? { "X-Coffeechat-Token": one("meta[name=coffeechat-token]").content } : {};
  let answer;
  try {
    answer = await fetch(address, { method, body, headers, signal: mine.signal });
    const came = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    if (!answer.ok && method !== "GET" && one("#main", came)) return told_off(came);
    if (!answer.ok) throw new Error(answer.status);
    const was = document.activeElement;
    const card = was.closest("main li[id]");
    const unfolded = new Map(every("details[id]").map((part) => [part.id, part.open]));
    for (const part of [...parts.split(","), "#notices"].map((text) => text.trim())) {
      const old = one(part);
      const fresh = one(part, came);
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    document.title = came.title;
    one("#said").textContent = one("#count") ? one("#count").textContent : "";
    if (!keep) history[method === "GET" ? "pushState" : "replaceState"](null, "", answer.url);
    else history.replaceState(null, "", answer.url);
    shown = where();
    awake();
    for (const part of every("details[id]")) if (unfolded.has(part.id)) part.open = unfolded.get(part.id);
    const home = card && document.getElementById(card.id); // what was pressed may be gone, and its card may have moved
    const next = document.getElementById(was.id) || (was.isConnected ? was : (home && one("a", home)) || one("#main"));
    if (next !== document.activeElement) next.focus({ preventScroll: true });
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(method === "GET" ? address : location.href);
  }
}

// A change that was refused: what is wrong is said where the page was, as without scripts; "back" leads to the page again.
function told_off(came) {
  history.pushState(null, "", location.href);
  one("#main").replaceWith(document.adoptNode(one("#main", came)));
  document.title = came.title;
  one("#main").focus();
}

function asked(form) {
  const fields = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...fields]) if (!value) fields.delete(name);
  const query = fields.toString();
  return form.getAttribute("action") + (query ? "?" + query : "");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const parts = form.dataset.swap;
  if (form.dataset.busy) { // it takes a while: said, and not asked for twice
    const button = event.submitter || one("button", form);
    setTimeout(() => { button.disabled = true; button.textContent = one("#said").textContent = form.dataset.busy; });
  }
  if (!parts) return;
  event.preventDefault();
  if (form.method === "post") {
    const body = new URLSearchParams(new FormData(form, event.submitter));
    swap(form.getAttribute("action"), parts, { method: "POST", body });
  } else swap(asked(form), parts);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    swap(link.href, link.dataset.swap);
  }
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    const from = one(copier.dataset.copy);
    const label = copier.dataset.label || (copier.dataset.label = copier.textContent);
    navigator.clipboard.writeText("value" in from ? from.value : from.textContent.trim()).then(() => {
      copier.textContent = "Copied";
      setTimeout(() => { copier.textContent = label; }, 2000);
    });
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-send]")) event.target.form.requestSubmit();
});

let waiting = 0;
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-instant]") || event.isComposing) return;
  clearTimeout(waiting);
  const form = event.target.form;
  waiting = setTimeout(() => swap(asked(form), form.dataset.swap, { keep: true }), 150);
});

// A text is looked over while it is written: of the answer these parts are put in place of ours, and nothing else moves.
let looking = null;
let pause = 0;
async function look(form) {
  if (looking) looking.abort();
  const mine = (looking = new AbortController());
  const headers = { "X-Coffeechat-Token": one("meta[name=coffeechat-token]").content };
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.live, { method: "POST", body, headers, signal: mine.signal });
    if (!answer.ok) return;
    const came = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    for (const part of form.dataset.part.split(",")) {
      const fresh = one(part, came);
      if (fresh) one(part).replaceChildren(...document.adoptNode(fresh).childNodes);
    }
    awake();
  } catch { /* gone away, or typed on: the next look tells */ }
}
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !form.dataset.live || event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(() => look(form), 250);
});

// Back and forward: the page as it was is asked for again; going to a place on the same page is not.
const where = () => location.pathname + location.search;
let shown = where();
addEventListener("popstate", () => { if (where() !== shown) location.reload(); });

// What only scripts can do is shown where there are scripts; what stands in for them is not.
function awake() {
  for (const button of every("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
  for (const stand_in of every("[data-without-script]")) stand_in.hidden = true;
}
awake();
if (matchMedia("(max-width: 56rem)").matches) for (const part of every("details.folded")) part.open = false;
