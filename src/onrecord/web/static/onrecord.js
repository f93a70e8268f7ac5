// Makes the pages better, and is not needed by any of them: every way that it opens is there as a link or a form too.
"use strict";
(() => {
  const layers = [...document.querySelectorAll(".layers input")];
  const shown = () => layers.filter((box) => box.checked).map((box) => box.value);
  const marks = new Map();
  for (const mark of document.querySelectorAll(".mark")) {
    for (const fact of mark.dataset.facts.split(" ")) {
      if (!marks.has(fact)) marks.set(fact, []);
      marks.get(fact).push(mark);
    }
  }
  const kindOf = (fact) =>
    ({ s: "statement", e: "event", a: "actor", t: fact.startsWith("time") ? "time" : "term", f: "figure" })[fact[0]];

  // A mark leads to its narrowest fact among the layers that are shown; one of no shown layer is no stop for the keyboard.
  const lead = () => {
    const on = new Set(shown());
    for (const mark of document.querySelectorAll(".mark")) {
      const facts = mark.dataset.facts.split(" ");
      const fact = facts.find((f) => on.has(kindOf(f)));
      mark.setAttribute("href", "#" + (fact ?? facts[0]));
      mark.tabIndex = fact ? 0 : -1;
    }
  };

  // Which layers are marked stands in the address.
  const note = () => {
    const address = new URL(location.href);
    address.searchParams.delete("show");
    const usual = layers.filter((box) => box.defaultChecked).map((box) => box.value);
    if (shown().join() !== usual.join() || shown().length === 0) {
      for (const layer of shown()) address.searchParams.append("show", layer);
    }
    history.replaceState(null, "", address);
  };
  for (const box of layers) {
    box.addEventListener("change", () => {
      lead();
      if (location.protocol.startsWith("http") && box.closest("form").querySelector("noscript")) note();
    });
  }
  if (layers.length) lead();

  // Hover from a fact to its words and back; beside the words stands who said it to whom, when, and why it was read so.
  const light = (fact, on) => {
    document.getElementById(fact)?.classList.toggle("lit", on);
    for (const mark of marks.get(fact) ?? []) mark.classList.toggle("lit", on);
  };
  const peek = document.createElement("div");
  peek.id = "peek";
  peek.hidden = true;
  peek.setAttribute("aria-hidden", "true");
  if (marks.size) document.body.append(peek);
  const tell = (mark, fact) => {
    const card = document.getElementById(fact);
    if (!card?.classList.contains("entry")) return;
    const copy = card.cloneNode(true);
    for (const link of copy.querySelectorAll(".cite, summary")) link.remove();
    for (const why of copy.querySelectorAll("details")) why.open = true;
    for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    peek.replaceChildren(...copy.childNodes);
    peek.hidden = false;
    const at = mark.getClientRects()[0];
    const below = at.bottom + peek.offsetHeight + 12 < innerHeight;
    peek.style.left = Math.max(8, Math.min(at.left, innerWidth - peek.offsetWidth - 16)) + scrollX + "px";
    peek.style.top = (below ? at.bottom + 8 : at.top - peek.offsetHeight - 8) + scrollY + "px";
  };
  const over = (mark, on) => {
    const fact = mark.getAttribute("href").slice(1);
    light(fact, on);
    if (on) tell(mark, fact);
    else peek.hidden = true;
  };
  for (const mark of document.querySelectorAll(".mark")) {
    mark.addEventListener("pointerenter", () => over(mark, true));
    mark.addEventListener("pointerleave", () => over(mark, false));
    mark.addEventListener("focus", () => over(mark, true));
    mark.addEventListener("blur", () => over(mark, false));
    mark.addEventListener("click", () => {
      peek.hidden = true;
      const why = document.getElementById(mark.getAttribute("href").slice(1))?.querySelector("details");
      if (why) why.open = true;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") peek.hidden = true;
  });
  for (const fact of marks.keys()) {
    const card = document.getElementById(fact);
    if (!card) continue;
    card.addEventListener("pointerenter", () => light(fact, true));
    card.addEventListener("pointerleave", () => light(fact, false));
    card.addEventListener("focusin", () => light(fact, true));
    card.addEventListener("focusout", () => light(fact, false));
  }

  // A button to copy what stands ready to paste.
  for (const field of document.querySelectorAll(".paste textarea")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy " + field.labels[0].textContent);
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Selected";
      }
    });
    field.after(button);
  }

  // A file dropped on the text is the file of the form.
  const drop = document.querySelector(".drop");
  const file = document.querySelector(".try input[type=file]");
  if (drop && file) {
    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
      });
    }
  }
})();
