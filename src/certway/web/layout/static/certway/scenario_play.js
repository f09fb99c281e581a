// A scenario, choice by choice, without the network. Without this script each choice is a form of its own.

const play = document.getElementById("play");
if (play) playScenario();

async function playScenario() {
  const places = [...play.querySelectorAll("[data-at]")], way = document.getElementById("way"), list = way.querySelector("ol");
  const placeOf = (name) => places.find((one) => one.dataset.at === name);
  // The page may show a way that was begun with forms: it goes on from there, and its time is not known.
  let path = play.dataset.way.split(" ").filter(Boolean).map(choiceOf), here = places.find((one) => !one.hidden);
  let told = toldIn(here.querySelector("[data-told]:not([hidden])")), since = path.length ? null : performance.now();

  function choiceOf(value) {
    const dot = value.lastIndexOf(".");
    return [value.slice(0, dot), Number(value.slice(dot + 1))];
  }
  function toldIn(card) {
    return card && { card, leads: here.querySelector(`[data-choice="${card.dataset.told}"]`).dataset.leads };
  }

  function go(place) {
    here = place;
    told = null;
    for (const one of places) {
      one.hidden = one !== place;
      for (const card of one.querySelectorAll("[data-told]")) card.hidden = true;
      if (one.querySelector("[data-choices]")) one.querySelector("[data-choices]").hidden = false;
    }
    way.hidden = !("ending" in place.dataset);
    if (!way.hidden) end();
  }
  function focusOn(element) {
    element.focus({ preventScroll: true });
    const { top, bottom } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: "nearest" });
  }
  function choose(button) {
    if (told) return;
    path.push([here.dataset.at, Number(button.dataset.choice)]);
    told = toldIn(here.querySelector(`[data-told="${button.dataset.choice}"]`));
    here.querySelector("[data-choices]").hidden = true;
    told.card.hidden = false;
    focusOn(told.card);
  }
  function goOn() {
    go(placeOf(told.leads));
    focusOn(here.querySelector(".stem"));
  }
  function end() {
    const gone = path.map((one) => one.join("."));
    for (const line of list.children) line.hidden = !gone.includes(line.dataset.step);
    for (const name of gone) list.append(list.querySelector(`[data-step="${CSS.escape(name)}"]`));
    const spent = since === null ? null : Math.round(performance.now() - since);
    practiceRuns.keep({ kind: "scenario", scenario: play.dataset.scenario, path, spent });
  }
  function begin() {
    path = [];
    since = performance.now();
    go(placeOf(play.dataset.opening));
    focusOn(here.querySelector(".stem"));
  }

  play.addEventListener("submit", (event) => event.preventDefault());
  play.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choice]"), again = event.target.closest("[data-again]");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (choice) choose(choice);
    else if (event.target.closest("[data-on]")) goOn();
    else if (again) begin();
    else return;
    event.preventDefault();
  });

  // Keys, which may be switched off: some people's voices and hands press numbers that they do not mean
  const keys = document.getElementById("play-keys");
  try {
    keys.checked = localStorage.examKeys !== "off";
    keys.addEventListener("change", () => { localStorage.examKeys = keys.checked ? "on" : "off"; });
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === "Enter" && told && !event.target.closest("a, button, summary, input")) goOn();
    else if (keys.checked && !told && /^[1-9]$/.test(event.key)) here.querySelector(`[data-choice="${Number(event.key) - 1}"]`)?.click();
    else return;
    event.preventDefault();
  });

  await practiceRuns.ready;
  play.dataset.works = "1";
}
