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
    (line.querySelector("[data-key]:checked") ?? line.querySelector("[data-key]"))?.focus({ preventScroll: true });
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

  // Saving. A line has a `turn` that rises with whatever a person does on it; the answer to an older turn changes
  // nothing that the person sees on it. What waits goes as one batch, and a batch is sent again as it was until it is
  // answered: so it is known what is stored before something newer follows.
  const whole = form.dataset.score === "whole"; // practice: nothing is stored, each request says everything
  const states = new Map(lines.map((line) => [line, {
    turn: 0, due: false, typed: false, refused: Boolean(line.querySelector(".criterion--refused")),
  }]));
  const where = (is) => lines.filter((line) => is(states.get(line)));
  const footer = (name) => document.getElementById(name);
  const SHORTEST = 2000; // milliseconds until a batch that found nobody is sent again; doubled each time
  const LONGEST = 30000;
  let batch = null; // { turns: line → its turn, body, under: way, renewed: whether a new token was fetched for it }
  let pause = SHORTEST;
  let timer = 0;
  let trouble = ""; // the id of the part of the footer that says why nothing goes
  let next = null; // the button that waits for all to be saved
  let leaving = false;

  const count = (part, number) => {
    if (!part) return;
    part.hidden = !number;
    for (const place of part.querySelectorAll("[data-count]")) place.textContent = number;
  };
  const show = () => {
    const waiting = new Set([...(batch?.turns.keys() ?? []), ...where((state) => state.due)]);
    for (const name of ["waiting", "unsaved", "signed-out"]) {
      count(footer(name), (trouble || "waiting") === name ? waiting.size : 0);
    }
    const refused = where((state) => state.refused);
    count(footer("refused"), refused.length);
    const index = footer("index");
    for (const line of refused) {
      const id = line.querySelector("fieldset").id;
      const link = index.querySelector(`a[href="#${id}"]`);
      if (line === refused[0] && footer("refused")) footer("refused").querySelector("a").href = `#${id}`;
      link.className = "index__code index__code--refused";
      const words = link.querySelector(".only-read");
      words.textContent = words.textContent.replace(/: [^:]*$/, `: ${index.dataset.refused}`);
    }
  };

  const fieldsOf = (due) => {
    const body = new URLSearchParams();
    const from = whole ? [form] : due;
    for (const field of from.flatMap((part) => [...part.querySelectorAll("input[name], textarea[name]")])) {
      if (field.type !== "radio" || field.checked) body.append(field.name, field.value);
    }
    if (whole) for (const line of due) body.append("changed", line.id.slice(1));
    return body;
  };
  const flush = () => {
    if (batch) return;
    const due = where((state) => state.due);
    if (!due.length) return settled();
    batch = { turns: new Map(due.map((line) => [line, states.get(line).turn])), body: fieldsOf(due) };
    for (const line of due) states.get(line).due = false;
    send();
  };
  const settled = () => {
    show();
    const button = next;
    next = null;
    const [refused] = where((state) => state.refused);
    if (!button) return;
    if (refused) return refused.scrollIntoView({ block: "center" });
    leaving = true;
    form.requestSubmit(button);
  };

  // Nothing moves under a finger or a button that is down: a click must end on the option on which it began.
  const HELD = 1000; // milliseconds for which an answer waits for that at most
  let down = false;
  let goOn = () => {};
  document.addEventListener("pointerdown", () => { down = true; }, true);
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => { down = false; setTimeout(() => goOn()); }, true); // after the click
  }
  const lifted = () => down && new Promise((resolve) => { goOn = resolve; setTimeout(resolve, HELD); });

  const token = () => form.elements.csrfmiddlewaretoken;
  const owner = (page) => page.querySelector("[name=form_of]")?.value; // every form says whose it is
  const send = async () => {
    if (!batch || batch.under) return;
    batch.under = true;
    clearTimeout(timer);
    show();
    let response;
    let text;
    try {
      batch.body.set("csrfmiddlewaretoken", token().value);
      const body = batch.body.toString();
      const headers = { "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
      response = await fetch(location.pathname, { method: "POST", body, headers, keepalive: body.length < 60000 });
      text = await response.text();
    } catch {
      response = null;
    }
    await lifted();
    batch.under = false;
    if (response?.ok && !response.redirected) take(text);
    else if (response?.status === 401) stop("signed-out");
    else if (response?.status === 403 && !batch.renewed) renew();
    else if (response?.status === 409) stop("unsaved", text);
    else later();
  };
  const stop = (name, why = "") => {
    trouble = name;
    next = null;
    const place = footer(name)?.querySelector("[data-why]");
    if (place) place.textContent = why;
    show();
  };
  const later = () => {
    const button = next; // goes on as soon as all is saved
    stop("unsaved");
    next = button;
    timer = setTimeout(send, pause);
    pause = Math.min(2 * pause, LONGEST);
  };
  // Who signs in anew gets a new token, and the page asks for it: only in the name of whom it was opened for.
  const renew = async () => {
    batch.under = true;
    let response;
    let page;
    try {
      response = await fetch(location.pathname);
      page = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      response = null;
    }
    batch.under = false;
    const other = document.querySelector("[data-other]");
    if (other) other.hidden = true;
    if (!response || response.status >= 500) return later();
    if (response.redirected) return stop("signed-out");
    const theirs = page.querySelector("form[data-score]");
    if (response.status === 404 || (owner(page) && owner(page) !== owner(document))) {
      if (other) other.hidden = false;
      return stop("signed-out");
    }
    if (!theirs) return stop("unsaved", document.querySelector("[data-locked]")?.textContent);
    token().value = theirs.elements.csrfmiddlewaretoken.value;
    batch.renewed = true;
    send();
  };
  const again = () => {
    if (!batch) flush();
    else if (trouble === "signed-out" && !batch.under) renew();
    else send();
  };

  // Taking over what the server read back: never what a person has chosen or written since.
  const same = (part, other, selector, change) => {
    const [old, fresh] = [part.querySelector(selector), other.querySelector(selector)];
    if (old && fresh) change(old, fresh);
  };
  const inner = (old, fresh) => { if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML; };
  const patch = (line, part) => {
    const field = line.querySelector("fieldset");
    const fresh = part.querySelector("fieldset");
    field.className = fresh.className;
    same(line, part, ".criterion__why", inner);
    same(line, part, ".criterion__saved", inner);
    for (const radio of fresh.querySelectorAll("[data-key]")) {
      const old = document.getElementById(radio.id);
      if (old.checked !== radio.checked) old.checked = radio.checked;
    }
    same(line, part, "textarea", (old, note) => { if (old.value !== note.value) old.value = note.value; });
    same(line, part, ".criterion__note", (old, note) => { if (note.open) old.open = true; });
  };
  const replace = (target, part) => {
    const open = [...target.querySelectorAll("details")].map((each) => each.open);
    const focus = target.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    target.innerHTML = part.innerHTML;
    [...target.querySelectorAll("details")].forEach((each, at) => { if (open[at]) each.open = true; });
    if (focus) target.querySelector(`a[href="${focus}"]`)?.focus({ preventScroll: true });
  };
  const take = (text) => {
    for (const part of new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-part]")) {
      const target = document.getElementById(part.dataset.part);
      const state = states.get(target);
      if (!state) {
        replace(target, part);
      } else if (batch.turns.has(target)) {
        same(target, part, "input[type=hidden]", (old, fresh) => { old.value = fresh.value; });
        state.refused = Boolean(part.querySelector(".criterion--refused"));
        if (batch.turns.get(target) === state.turn) {
          patch(target, part);
          state.typed = false;
        }
      } else if (!state.due && !state.typed && !state.refused) {
        same(target, part, "input[type=hidden]", (old, fresh) => { old.value = fresh.value; });
        patch(target, part);
      }
    }
    batch = null;
    trouble = "";
    pause = SHORTEST;
    flush();
  };

  for (const name of ["input", "change"]) {
    form.addEventListener(name, (event) => {
      const state = states.get(event.target.closest("[data-criterion]"));
      if (!state) return;
      state.turn += 1;
      if (name === "input" && event.target.matches("textarea")) state.typed = true;
      if (name !== "change") return;
      state.due = true;
      show();
      if (batch && trouble) again();
      else flush();
    });
  }
  form.addEventListener("submit", (event) => {
    if (whole || leaving) return;
    for (const line of where((state) => state.typed || state.refused)) states.get(line).due = true;
    next = event.submitter?.name === "review" ? event.submitter : null;
    if (next && !batch && !where((state) => state.due).length) {
      leaving = true; // a form that is being sent cannot be sent again from here
      return;
    }
    event.preventDefault();
    again();
  });
  for (const button of document.querySelectorAll("[data-again]")) button.addEventListener("click", again);
  window.addEventListener("online", () => { if (batch) again(); });
  window.addEventListener("focus", () => { if (trouble) again(); });
  document.addEventListener("visibilitychange", () => { if (trouble && !document.hidden) again(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    const open = batch || where((state) => state.due || state.typed || state.refused).length;
    if (open && !whole && !leaving) event.preventDefault();
  });
  show();
})();
