// Hover from a fact to its words and back. Without this script the same ways are there as links.
"use strict";
(() => {
  const marks = new Map();
  for (const mark of document.querySelectorAll(".mark")) {
    for (const fact of mark.dataset.facts.split(" ")) {
      if (!marks.has(fact)) marks.set(fact, []);
      marks.get(fact).push(mark);
    }
  }
  const light = (fact, on) => {
    document.getElementById(fact)?.classList.toggle("lit", on);
    for (const mark of marks.get(fact) ?? []) mark.classList.toggle("lit", on);
  };
  for (const [fact, of] of marks) {
    const card = document.getElementById(fact);
    for (const kind of ["pointerenter", "pointerleave", "focusin", "focusout"]) {
      const on = kind === "pointerenter" || kind === "focusin";
      card?.addEventListener(kind, () => light(fact, on));
      for (const mark of of) {
        if (mark.dataset.facts.split(" ")[0] === fact) mark.addEventListener(kind, () => light(fact, on));
      }
    }
  }
})();
