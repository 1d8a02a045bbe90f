/* The score sheet by keyboard: 1–9 chooses an option of the criterion in hand, j and k go to the next and the previous one. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-score]");
  if (!form) return;
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const inHand = () => criteria.findIndex((criterion) => criterion.contains(document.activeElement));
  const go = (index) => {
    const next = criteria[index];
    if (!next) return;
    (next.querySelector("input:checked") ?? next.querySelector("input")).focus();
    next.scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input[type=text]")) return;
    const index = inHand();
    if (event.key === "j") go(index + 1);
    else if (event.key === "k") go(Math.max(index - 1, 0));
    else if (/^[1-9]$/.test(event.key) && index >= 0) {
      const radio = criteria[index].querySelectorAll("input[type=radio]")[Number(event.key) - 1];
      if (radio) { radio.focus(); radio.click(); }
    }
  });
})();
