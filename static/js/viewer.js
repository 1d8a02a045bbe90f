/* Evidence beside the score sheet on wide screens, under its link on narrow ones; without this file, in a window of its own. */
(() => {
  "use strict";
  const viewer = document.getElementById("viewer");
  if (!viewer) return;
  const sheet = viewer.parentElement;
  const home = viewer.nextElementSibling;
  const wide = window.matchMedia("(min-width: 64rem)");
  let link = null;

  const place = () => {
    if (wide.matches) sheet.insertBefore(viewer, home);
    else link?.closest("li").append(viewer);
  };
  const close = () => {
    viewer.hidden = true;
    viewer.replaceChildren();
    sheet.classList.remove("sheet--viewing");
    link?.removeAttribute("aria-current");
    link?.focus();
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== viewer) return;
    link?.removeAttribute("aria-current");
    link = event.detail.requestConfig.elt;
    link.setAttribute("aria-current", "true");
    viewer.hidden = false;
    sheet.classList.add("sheet--viewing");
    place();
    const button = viewer.querySelector("[data-close]");
    button.hidden = false;
    button.addEventListener("click", close);
    viewer.scrollTop = 0;
    document.getElementById("viewer-title").focus({ preventScroll: wide.matches });
    // The columns have another width now: bring the criterion back into sight.
    if (wide.matches) link.closest(".sheet__line").scrollIntoView({ block: "center" });
  });
  viewer.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  wide.addEventListener("change", place);
  // What cannot be had here opens as a page, as it does without this file.
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.elt.matches("[data-evidence]")) window.open(event.detail.elt.href, "evidence");
    });
  }
})();
