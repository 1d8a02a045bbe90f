/* Says before the session ends, and that it has ended; without scripts it simply ends. */
(() => {
  "use strict";
  const WARNED = 300; // seconds before the end
  const SOONEST = 15; // seconds between two questions
  const panel = document.querySelector("[data-session]");
  if (!panel) return;
  const [soon, over, minutes] = ["soon", "over", "minutes"].map((part) => panel.querySelector(`[data-session-${part}]`));
  const form = panel.querySelector("form");
  const link = panel.querySelector("a");

  const wait = (left) => {
    const warned = left <= WARNED;
    panel.hidden = soon.hidden = !warned;
    over.hidden = link.hidden = true;
    form.hidden = false;
    minutes.textContent = Math.max(1, Math.round(left / 60));
    setTimeout(look, 1000 * Math.max(SOONEST, warned ? 30 : left - WARNED));
  };

  // Another window may have gone on meanwhile; and after signing in there, it goes on here.
  const look = async () => {
    try {
      const answer = await fetch(panel.dataset.session, { redirect: "manual", headers: { Accept: "application/json" } });
      if (answer.ok) return wait((await answer.json()).left);
      if (answer.type === "opaqueredirect") {
        panel.hidden = over.hidden = link.hidden = false;
        soon.hidden = form.hidden = true;
      }
    } catch { /* no line: asked again */ }
    return setTimeout(look, 1000 * SOONEST);
  };

  // Where the person was before they came to the panel, which goes with its button.
  let place = null;
  document.addEventListener("focusin", (event) => {
    if (!panel.contains(event.target)) place = event.target;
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => {});
    await look();
    if (panel.hidden) place?.focus();
  });

  wait(Number(panel.dataset.left));
})();
