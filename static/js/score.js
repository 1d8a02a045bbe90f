/* The score sheet: by keyboard, and honest about what is saved. Without this file the button “Save” does it all. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-score]");
  if (!form) return;
  const lines = [...form.querySelectorAll("[data-criterion]")];
  const inHand = () => lines.findIndex((line) => line.contains(document.activeElement));

  // Keyboard: digits choose an option of the criterion in hand, j and k go to the next and the previous one.
  const go = (index) => {
    const line = lines[Math.min(Math.max(index, 0), lines.length - 1)];
    (line.querySelector("input:checked") ?? line.querySelector("input"))?.focus({ preventScroll: true });
    line.scrollIntoView({ block: "center" });
  };
  const choose = (line, key) => {
    const radio = line.querySelector(`input[data-key="${key}"]`);
    if (!radio) return;
    radio.focus();
    radio.click();
  };
  const typing = (field) => field.matches("textarea, select, input:not([type=radio])") || field.isContentEditable;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const index = inHand();
    if (event.key === "j") go(index + 1);
    else if (event.key === "k") go(index - 1);
    else if (/^[0-9]$/.test(event.key) && index >= 0) choose(lines[index], event.key);
  });
  const help = document.querySelector("[data-keys]");
  if (help) help.hidden = false;

  // Saving: what was changed while a save was under way is not overwritten by its answer; it is saved next.
  const unsaved = document.getElementById("unsaved");
  const sent = new WeakMap();
  const unsure = new Set(); // lines with something chosen or written that no answer has confirmed
  const content = (line) =>
    [...line.querySelectorAll("input:checked, textarea")].map((field) => `${field.name}=${field.value}`).join("\n");
  const say = (why) => {
    if (!unsaved) return;
    unsaved.querySelector("[data-why]").textContent = why;
    unsaved.hidden = false;
  };
  for (const name of ["input", "change"]) {
    form.addEventListener(name, (event) => {
      const line = event.target.closest("[data-criterion]");
      if (line) unsure.add(line);
    });
  }
  document.addEventListener("htmx:beforeSend", (event) => { sent.set(event.detail.elt, content(event.detail.elt)); });
  // A line that depends on the one that was sent: what was chosen on it meanwhile waits for its own turn.
  document.addEventListener("htmx:oobBeforeSwap", (event) => { if (unsure.has(event.detail.target)) event.detail.shouldSwap = false; });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, target } = event.detail;
    if (xhr.status !== 200) return;
    if (new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location).pathname) {
      // Somebody signed out meanwhile: the answer is another page.
      event.detail.shouldSwap = false;
      say("");
    } else {
      if (unsaved) unsaved.hidden = true;
      if (sent.has(target) && sent.get(target) !== content(target)) event.detail.shouldSwap = false;
      else unsure.delete(target);
    }
  });
  // What was folded open stays open.
  const open = new Map();
  const keep = (target) => { open.set(target.id, [...target.querySelectorAll("details")].map((each) => each.open)); };
  const restore = (target) => {
    (open.get(target.id) ?? []).forEach((was, at) => { if (was) [...target.querySelectorAll("details")][at]?.setAttribute("open", ""); });
  };
  for (const name of ["htmx:beforeSwap", "htmx:oobBeforeSwap"]) document.addEventListener(name, (event) => keep(event.detail.target));
  for (const name of ["htmx:afterSwap", "htmx:oobAfterSwap"]) document.addEventListener(name, (event) => restore(event.detail.target));

  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.elt.matches("[data-evidence]")) return;
    say(event.detail.xhr.status === 409 ? event.detail.xhr.responseText : "");
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => { if (!event.detail.elt.matches("[data-evidence]")) say(""); });
  }
})();
