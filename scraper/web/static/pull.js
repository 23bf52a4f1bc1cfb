// A pull is told as it goes: lines come in by a stream, and its end brings the receipt. Uses `one` and `swap` of page.js.
"use strict";

let stream = null;

function watch() {
  const job = one("[data-stream]");
  if (!job || stream) return;
  stream = new EventSource(job.dataset.stream);
  stream.addEventListener("told", (event) => {
    const told = JSON.parse(event.data);
    for (const [name, text] of [["[data-line]", told.line], ["[data-last]", told.last]]) {
      const place = one(name);
      if (place) place.textContent = text;
    }
  });
  stream.addEventListener("over", () => {
    stream.close();
    stream = null;
    swap(location.href, "#pulling, .had", { keep: true });
  });
}

new MutationObserver(watch).observe(one("#main"), { childList: true, subtree: true });
watch();
