/* Suggestions under a search field (WAI-ARIA combobox with a list box). Without this file the field sends its form as ever;
   where the answer is late or missing, nothing happens. The focus never leaves the field. */
(() => {
  "use strict";
  const PAUSE = 150; // milliseconds without a key before anything is asked
  const LEAST = 2; // letters

  for (const field of document.querySelectorAll("input[data-suggest]")) {
    const list = document.createElement("div");
    const status = document.createElement("p");
    list.id = `${field.id}-suggestions`;
    list.className = "suggest";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0].textContent);
    status.className = "only-read";
    status.setAttribute("role", "status");
    field.parentElement.append(list, status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

    let timer = 0;
    let asking = new AbortController();
    let options = [];
    let chosen = -1; // -1: the field itself

    const choose = (at) => {
      options[chosen]?.setAttribute("aria-selected", "false");
      chosen = at;
      options[chosen]?.setAttribute("aria-selected", "true");
      options[chosen]?.scrollIntoView({ block: "nearest" });
      if (chosen < 0) field.removeAttribute("aria-activedescendant");
      else field.setAttribute("aria-activedescendant", options[chosen].id);
    };
    const close = () => {
      clearTimeout(timer);
      asking.abort();
      choose(-1);
      options = [];
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      status.textContent = "";
    };
    const show = (answer) => {
      choose(-1);
      list.innerHTML = answer;
      options = [...list.querySelectorAll("[role=option]")];
      options.forEach((option, at) => { option.id = `${list.id}-${at}`; });
      list.scrollTop = 0;
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      status.textContent = list.firstElementChild.dataset.said;
    };
    const ask = async () => {
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      try {
        const asked = encodeURIComponent(field.value.trim());
        const response = await fetch(`${field.dataset.suggest}?q=${asked}`, { signal });
        const answer = response.status === 200 ? await response.text() : "";
        if (signal.aborted) return;
        if (answer && document.activeElement === field) show(answer);
        else close();
      } catch {
        if (!signal.aborted) close();
      }
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      asking.abort();
      choose(-1); // another text: Enter means that, not what was chosen for the last
      if (field.value.trim().length < LEAST) close();
      else timer = setTimeout(ask, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && !list.hidden) {
        event.preventDefault();
        const places = options.length + 1;
        choose(((chosen + 1 + step + places) % places) - 1);
      } else if (event.key === "ArrowDown" && field.value.trim().length >= LEAST) {
        event.preventDefault();
        ask();
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        options[chosen].click();
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    field.addEventListener("blur", close);
    field.form.addEventListener("submit", close);
    // A press on a suggestion leaves the focus where it is, so that the list is still there for the click.
    list.addEventListener("mousedown", (event) => { event.preventDefault(); });
  }
})();
