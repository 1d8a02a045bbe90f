/* Small comforts; every page works without them. */
(() => {
  "use strict";

  // A form with errors: bring the reader to the summary.
  document.querySelector("[data-focus]")?.focus();

  // The filter panel stands open where there is room beside the list.
  const wide = window.matchMedia("(min-width: 64rem)");
  for (const panel of document.querySelectorAll("[data-open-on-wide]")) {
    panel.open = wide.matches;
    wide.addEventListener("change", () => { panel.open = wide.matches; });
  }

  // Ticking a filter shows the narrowed list at once, on wide screens where the list is in sight. The new page takes
  // the reader back to the box, whose name comes behind the # and does not stay in the address.
  const nameOf = (field) => "#" + encodeURIComponent(`${field.name}=${field.value}`);
  for (const form of document.querySelectorAll("form[data-send-on-change]")) {
    const changed = location.hash && [...form.elements].find((field) => nameOf(field) === location.hash);
    if (changed) {
      changed.focus();
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    form.addEventListener("change", (event) => {
      if (!wide.matches) return;
      form.action = nameOf(event.target);
      form.requestSubmit();
    });
  }

  // Nothing typed is lost by leaving; a second press does not send twice.
  for (const form of document.querySelectorAll("form[data-guard]")) {
    let typed = false;
    let sent = false;
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    window.addEventListener("pageshow", () => { sent = false; });
    window.addEventListener("beforeunload", (event) => { if (typed && !sent) event.preventDefault(); });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
