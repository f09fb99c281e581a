// The question screen of study. Without this script the same questions come one page after the other.
// What is right, and why, is on the page already, so that one can go on where the network is gone.

const study = document.getElementById("study");

async function studyToday() {
  const words = JSON.parse(document.getElementById("study-words").textContent);
  const over = document.getElementById("over"), APART = 5, FEW = 4;
  let since = performance.now(), notKept = 0, pending = 0, turns = 0, asking = null, isWhole = false, done = 0, lastDone = null;
  const queue = new OwnQueue({
    name: "study",
    list: "wishes",
    plain: ({ kind, item, version, response, spent, sure, undoes }) => ({ kind, item, version, response, spent, sure, undoes }),
    owner: study.dataset.owner,
    address: study.dataset.log,
    token: document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
    on: { changed: showSafe, sent },
  });

  const sections = () => [...study.querySelectorAll(".question")];
  const open = () => sections().filter((one) => !one.dataset.done);
  const inSight = () => sections().find((one) => !one.hidden);

  // What the page says of the answers that are not with the server yet
  function tell(text, bad = false) {
    const safe = document.getElementById("safe");
    if (safe.textContent !== text) safe.textContent = text;
    safe.classList.toggle("unknown", bad);
  }
  async function showSafe() {
    const turn = ++turns, waiting = (await queue.waiting()).length;
    if (turn !== turns) return;
    clearTimeout(pending);
    if (notKept) return tell(words.not_kept.replace("{n}", notKept), true);
    if (queue.trouble === "signed-out") return tell(words.signed_out, true);
    if (!waiting) return tell(queue.keeps ? words.safe : words.no_store, !queue.keeps);
    const where = (queue.held.length ? words.held : words.waiting).replace("{n}", waiting);
    const why = navigator.onLine ? words[`why_${queue.trouble || "on_its_way"}`] ?? words.why_away : words.offline;
    const say = () => tell(`${why} ${where}`, true);
    if (!navigator.onLine || queue.trouble) say();
    else pending = setTimeout(say, 1000);
  }
  async function sent(told, wishes) {
    notKept += told.refused.length;
  }

  // Whether an answer is right, told by what came with the question
  function isRight(section, response) {
    const key = JSON.parse(section.dataset.key);
    if (section.dataset.kind !== "number") return JSON.stringify(response) === JSON.stringify(key);
    const told = numberOf(response);
    // Numbers of a question have few digits: what they differ by is compared to more than those.
    return told !== null && Math.abs(told - Number(key)) <= Number(section.dataset.tolerance) + 1e-9;
  }
  function numberOf(text) {
    let told = text.trim().replaceAll(" ", "");
    const [whole, ...rest] = told.split(",");
    if (rest.length === 1 && !rest[0].includes(".") && rest[0].length !== 3) told = `${whole}.${rest[0]}`;
    told = told.replaceAll(",", "");
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(told) ? Number(told) : null;
  }

  // One question: answered, told, taken back
  async function check(section) {
    if (section.dataset.done) return next();
    const response = examAnswers.of(section), problem = section.querySelector(".choose-first");
    problem.hidden = !examAnswers.isEmpty(response);
    problem.textContent = problem.hidden ? "" : words.choose;
    if (!problem.hidden) return;
    const right = isRight(section, response), spent = Math.round(performance.now() - since);
    show(section, right);
    done += 1;
    lastDone = section;
    if (!right) repeat(section);
    count();
    const { item, version } = section.dataset;
    const sure = examAnswers.sureness(section);
    section.dataset.number = await queue.keep({ kind: "answered", item, version, response, spent, sure });
    ask();
  }
  function show(section, right) {
    section.dataset.done = right ? "right" : "wrong";
    for (const field of section.querySelectorAll("[name=response], [name=sure], select")) field.disabled = true;
    section.querySelector("[data-check]").hidden = true;
    section.querySelector("[data-next]").hidden = false;
    section.querySelector("[data-right]").hidden = !right;
    section.querySelector("[data-wrong]").hidden = right;
    const told = section.querySelector(".told");
    told.hidden = false;
    told.focus({ preventScroll: true });
    told.scrollIntoView({ block: "nearest" });
  }
  // What was wrong comes again today, after some others
  function repeat(section) {
    const again = section.cloneNode(true), waiting = open().filter((one) => one !== section);
    const place = String(Math.max(...sections().map((one) => Number(one.dataset.place))) + 1), before = section.dataset.place;
    reset(again);
    again.hidden = true;
    again.dataset.place = place;
    for (const part of again.querySelectorAll("[id], [for], [aria-labelledby]"))
      for (const name of ["id", "for", "aria-labelledby"])
        if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(before, place));
    again.dataset.repeats = "1";
    wire(again);
    const behind = waiting[APART - 1] ?? waiting.at(-1) ?? section;
    behind.after(again);
  }
  function reset(section) {
    delete section.dataset.done;
    for (const field of section.querySelectorAll("[name=response], [name=sure], select")) {
      field.disabled = false;
      if (field.type === "radio" || field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
    section.querySelector("[data-check]").hidden = false;
    section.querySelector("[data-next]").hidden = true;
    section.querySelector(".told").hidden = true;
    section.querySelector(".choose-first").hidden = true;
  }
  async function undo() {
    const section = lastDone;
    if (!section) return;
    lastDone = null;
    done -= 1;
    await queue.keep({ kind: "undone", undoes: Number(section.dataset.number) });
    const repeated = sections().find((one) => one.dataset.repeats && one.dataset.item === section.dataset.item && !one.dataset.done && one !== section);
    if (section.dataset.done === "wrong") repeated?.remove();
    reset(section);
    look(section);
    count();
    tell(words.undone);
  }
  function wire(section) {
    section.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      check(section);
    });
    section.querySelector("[data-next]").addEventListener("click", next);
    section.querySelector("[data-undo]").addEventListener("click", undo);
  }

  // From one to the next
  function next() {
    const following = open()[0];
    if (following) return look(following);
    if (!isWhole && !asking) ask();
    if (asking) return asking.finally(() => (open()[0] ? look(open()[0]) : finish()));
    finish();
  }
  function look(section) {
    for (const one of sections()) one.hidden = one !== section;
    over.hidden = true;
    since = performance.now();
    scrollTo({ top: 0 });
    section.querySelector("h2").focus({ preventScroll: true });
  }
  function finish() {
    for (const one of sections()) one.hidden = true;
    over.hidden = false;
    scrollTo({ top: 0 });
    over.focus({ preventScroll: true });
  }
  function count() {
    document.getElementById("count").textContent = done ? words.answered.replace("{n}", done) : "";
  }

  // More questions, before those that are here run out
  function ask() {
    if (isWhole || asking || open().length > FEW) return;
    asking = fetchMore().catch(() => {}).finally(() => { asking = null; });
  }
  async function fetchMore() {
    const known = [...new Set(sections().map((one) => one.dataset.item))].join(",");
    const from = Math.max(-1, ...sections().map((one) => Number(one.dataset.place))) + 1;
    const address = new URL(study.dataset.more, location.href);
    address.searchParams.set("known", known);
    address.searchParams.set("from", from);
    if (study.dataset.goesOn) address.searchParams.set("more", "1");
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), AnswerQueue.PATIENCE);
    try {
      const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", signal: stop.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const more = [...page.querySelectorAll(".question")];
      isWhole = more.length === 0;
      for (const section of more) {
        section.hidden = true;
        over.before(section);
        wire(section);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  // Keys, which may be switched off
  const SURE = { g: 25, u: 50, a: 75, s: 100 };
  const keys = document.getElementById("study-keys");
  try {
    keys.checked = localStorage.examKeys !== "off";
    keys.addEventListener("change", () => { localStorage.examKeys = keys.checked ? "on" : "off"; });
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
  document.addEventListener("keydown", (event) => {
    const typing = "input[inputmode], select, textarea";
    const section = inSight();
    if (!keys.checked || !section || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.target.matches("a, button, summary, select")) check(section);
    else if (event.target.matches(typing)) return;
    else if (event.key === "z") undo();
    else if (section.dataset.done) return;
    else if (/^[1-9]$/.test(event.key)) {
      const box = section.querySelectorAll("[name=response][type=radio], [name=response][type=checkbox]")[Number(event.key) - 1];
      if (!box) return;
      box.click();
    } else if (SURE[event.key]) section.querySelector(`[name=sure][value="${SURE[event.key]}"]`)?.click();
    else return;
    event.preventDefault();
  });

  async function again() {
    if ((await queue.waiting()).length) await queue.send();
    ask();
  }
  addEventListener("online", again);
  addEventListener("offline", showSafe);
  setInterval(again, 3000);
  addEventListener("beforeunload", (event) => {
    if (queue.held.length) event.preventDefault();
  });

  await queue.open();
  for (const section of sections()) wire(section);
  await queue.send();
  await showSafe();
  ask();
  study.dataset.works = "1";
}

if (study) studyToday();
