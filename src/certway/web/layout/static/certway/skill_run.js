// A checklist, run on a phone. Without this script its form does the same, without the timer.

const skillRun = document.getElementById("run");
if (skillRun) runSkill();

async function runSkill() {
  const form = skillRun.querySelector("form"), boxes = [...form.querySelectorAll("[name=done]")];
  const steps = skillRun.querySelector(".run-steps"), ending = document.getElementById("ending"), kept = document.getElementById("kept");
  const button = form.querySelector("[data-clock]"), time = form.querySelector("[data-time]");
  const equipment = skillRun.querySelector("section:not(.run-steps, .run-ending, .run-kept)");
  const draft = `run ${skillRun.dataset.skill} ${skillRun.dataset.edition}`;
  let ran = 0, since = null; // milliseconds before the timer was last started; the instant at which it was

  // The timer, by the day's clock: it goes on while the phone sleeps
  const spent = () => ran + (since === null ? 0 : Math.max(0, Date.now() - since));
  function show() {
    const seconds = Math.floor(spent() / 1000), text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (time.textContent !== text) time.textContent = text;
    button.textContent = since === null ? button.dataset.start : button.dataset.stop;
  }
  function setClock(runs) {
    ran = spent();
    since = runs ? Date.now() : null;
    show();
    remember();
  }
  button.addEventListener("click", () => setClock(since === null));
  setInterval(show, 250);
  const clock = form.querySelector("details.clock");
  try {
    clock.open = localStorage.runClock !== "hidden";
    clock.addEventListener("toggle", () => { localStorage.runClock = clock.open ? "shown" : "hidden"; });
  } catch {
    // A browser that keeps nothing shows it again on the next page.
  }

  // What is ticked outlives a page that the phone put away
  function remember() {
    try {
      const done = boxes.filter((box) => box.checked).map((box) => Number(box.value));
      sessionStorage.setItem(draft, JSON.stringify({ done, ran, since }));
    } catch {
      // Then it does not.
    }
  }
  function recall() {
    try {
      const told = JSON.parse(sessionStorage.getItem(draft));
      if (!told) return;
      for (const box of boxes) box.checked = told.done.includes(Number(box.value));
      ({ ran, since } = told);
    } catch {
      // Nothing was kept.
    }
  }

  // What it comes to, as the ticks stand
  const missed = () => boxes.filter((box) => !box.checked);
  const isPassed = () => !missed().some((box) => "critical" in box.dataset);
  function judge() {
    const outcome = isPassed() ? (missed().length ? "passed" : "whole") : "failed";
    for (const line of ending.querySelectorAll("[data-outcome]")) line.hidden = line.dataset.outcome !== outcome;
    ending.querySelector("[data-missed]").hidden = outcome === "whole";
    for (const line of ending.querySelectorAll("[data-step]")) line.hidden = boxes[Number(line.dataset.step)].checked;
  }
  form.addEventListener("change", () => { judge(); remember(); });
  function turn(to) {
    for (const part of [steps, ending, kept]) part.hidden = part !== to;
    if (equipment) equipment.hidden = to !== steps;
    to.querySelector("h2").focus({ preventScroll: true });
    to.scrollIntoView();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (steps.hidden || event.submitter?.name === "save") return save();
    setClock(false);
    judge();
    turn(ending);
  });
  async function save() {
    const run = {
      kind: "skill", skill: skillRun.dataset.skill, edition: skillRun.dataset.edition, steps: boxes.length,
      missed: missed().map((box) => Number(box.value)), passed: isPassed(), spent: spent() || null,
      signedBy: form.elements["signed-by"].value, signature: form.elements.signature.value,
    };
    turn(kept);
    begin();
    await practiceRuns.keep(run);
  }
  function begin() {
    form.reset();
    for (const box of boxes) box.checked = false;
    ran = 0;
    since = null;
    show();
    try {
      sessionStorage.removeItem(draft);
    } catch {
      // Nothing was kept.
    }
  }
  form.querySelector("[data-back]").addEventListener("click", () => turn(steps));
  kept.querySelector("[data-again]").addEventListener("click", () => turn(steps));

  if (ending.hidden) recall();
  show();
  await practiceRuns.ready;
  skillRun.dataset.works = "1";
}
