// The screen of an exam. Without this script the same pages work with forms, one question after the other.
// Where the server decides what comes next, a question's form is kept and its successor shown when the server has it.

const exam = document.getElementById("exam");
if (exam) sitExam();

async function sitExam() {
  const words = JSON.parse(document.getElementById("exam-words").textContent);
  const review = document.getElementById("review"), map = exam.querySelector("nav.map");
  const step = exam.dataset.step; // "next": each question comes after the answer before; "told": reasons come; else free
  const last = new Map(); // by place, the answer that was kept last
  const asked = new Set(); // places of questions that are to be shown anew, once the server answers
  let shown = Number(exam.dataset.shown), since = performance.now();
  let gone = false, moved = false, leaving = false, hindered = false, notCounted = 0, refusal = "", pendingTell = 0, turns = 0;
  const queue = new AnswerQueue({
    sitting: exam.dataset.sitting,
    address: exam.dataset.log,
    pass: exam.dataset.pass,
    token: document.querySelector("[name=csrfmiddlewaretoken]").value,
    on: { changed: showSafe, sent },
  });

  const questionAt = (place) => exam.querySelector(`.question[data-place="${place}"]`);
  const placeOf = (link) => Number(new URL(link.href).searchParams.get("at")) - 1;

  // What the page says of the answers that are not with the server yet
  function tell(text, bad = false) {
    const safe = document.getElementById("safe");
    if (safe.textContent !== text) safe.textContent = text;
    safe.classList.toggle("unknown", bad);
  }
  async function showSafe() {
    const turn = ++turns, waiting = (await queue.waiting()).filter((one) => one.kind === "answered").length;
    if (turn !== turns) return; // something changed meanwhile, and is told instead
    clearTimeout(pendingTell);
    if (gone) return tell(words.elsewhere, true);
    if (refusal) return tell(refusal, true);
    if (notCounted) return tell(words.not_counted.replace("{n}", notCounted), true);
    if (queue.trouble === "signed-out") return tell(words.signed_out, true);
    if (waiting && examClock.isOver) return tell(words.time_over, true);
    if (waiting) return tellWaiting(waiting);
    if (hindered) return tell(words.needs_network, true);
    if (asked.size) return tell(words.shows_soon, true);
    tell(queue.keeps ? words.safe : words.no_store, !queue.keeps);
  }
  function tellWaiting(number) {
    const held = queue.held.some((one) => one.kind === "answered");
    const where = (held ? words.held : words.kept).replace("{n}", number);
    const isOffline = !navigator.onLine, then = words[`then_${step || "free"}`];
    const why = isOffline ? words.offline : words[`why_${queue.trouble || "on_its_way"}`] ?? words.why_away;
    const say = () => tell(`${why} ${where} ${then}`, true);
    // What arrives within a moment is not worth a sentence.
    if (isOffline || queue.trouble) say();
    else pendingTell = setTimeout(say, 1000);
  }

  // What is answered
  function spent() {
    const now = performance.now(), passed = Math.round(now - since);
    since = now;
    return passed;
  }
  function said(section) {
    return JSON.stringify([examAnswers.of(section), examAnswers.sureness(section)]);
  }
  async function answered(section) {
    const place = Number(section.dataset.place), response = examAnswers.of(section), told = said(section);
    if (last.get(place) === told) return;
    const nothingYet = examAnswers.isEmpty(response) && examAnswers.isEmpty(JSON.parse(last.get(place) ?? "[[]]")[0]);
    last.set(place, told);
    mark(section);
    if (nothingYet && !step) return;
    await queue.keep({ kind: "answered", place, response, spent: spent(), sure: examAnswers.sureness(section) });
  }
  function mark(section) {
    const link = map?.querySelector(`[href="?at=${Number(section.dataset.place) + 1}"]`);
    const done = !examAnswers.isEmpty(examAnswers.of(section)), flagged = isFlagged(section);
    link?.classList.toggle("done", done);
    link?.classList.toggle("flagged", flagged);
    const state = link?.querySelector("[data-state]");
    if (state) state.textContent = `${done ? ` ${words.done}` : ""}${flagged ? ` ${words.flagged}` : ""}`;
  }
  function isFlagged(section) {
    return section.querySelector("[name=flag]")?.checked ?? false;
  }
  function wire(section) {
    const form = section.querySelector("form"), place = Number(section.dataset.place);
    last.set(place, said(section));
    form.addEventListener("change", (event) => {
      if (event.target.name === "flag") {
        mark(section);
        queue.keep({ kind: "flagged", place, on: event.target.checked });
      } else if (!step) answered(section);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (step) commit(section);
      else go(place + 1);
    });
  }

  // Where the server decides what follows: an answer is final, and is kept once
  async function commit(section) {
    const place = Number(section.dataset.place), response = examAnswers.of(section);
    if (section.dataset.waits) return step === "told" ? go(place + 1) : undefined;
    if (section.dataset.told) return go(place + 1);
    refusal = "";
    if (examAnswers.isEmpty(response)) {
      if (step === "told") return go(place + 1);
      if (exam.dataset.maySkip === "0") return tell((refusal = words.refused["no-skip"]), true);
    }
    lock(section, true);
    last.delete(place);
    await answered(section);
  }
  function lock(section, waits) {
    if (waits) section.dataset.waits = "1";
    else delete section.dataset.waits;
    for (const field of section.querySelectorAll("[name=response], [name=sure], select")) field.disabled = waits;
    section.querySelector("button")?.setAttribute("aria-disabled", String(waits && step === "next"));
  }
  async function sent(told, wishes, device) {
    const refused = new Map(told.refused.map((one) => [one.number, one.reason]));
    for (const wish of wishes.filter((one) => one.kind === "answered")) {
      const reason = refused.get(wish.number), section = questionAt(wish.place);
      if (reason && step) refusal = words.refused[reason] ?? "";
      else if (reason) notCounted += 1;
      if (step && section && !(reason === "no-skip" || reason === "no-such-answer")) asked.add(wish.place);
      else if (step && section) lock(section, false);
    }
    hindered = false;
    showDrift(told.now);
    if (device === queue.device && told.elsewhere) gone = true;
    if (told.phase !== "running" || String(told.segment) !== exam.dataset.segment) moved = true;
    else examClock.set(told.closes, told.now);
    if (asked.size && !moved && !gone) showAsked();
    if (moved && !gone && !(await queue.waiting()).length) moveOn();
  }
  function moveOn() {
    leaving = true;
    location.reload();
  }

  // The question that comes next, or the reasons of one that was answered, in the place of what is shown
  let showing = null;
  function showAsked() {
    showing ??= showAll().catch(showSafe).finally(() => { showing = null; });
    return showing;
  }
  async function showAll() {
    for (const place of [...asked]) {
      const wanted = step === "next" ? place + 1 : place;
      if (wanted >= Number(exam.dataset.items)) return moveOn();
      const next = await fetchQuestion(wanted);
      if (!next) return moveOn();
      asked.delete(place);
      replace(place, next);
    }
    await showSafe();
  }
  async function fetchQuestion(place) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), AnswerQueue.PATIENCE);
    try {
      const headers = { "HX-Request": "true" }, address = `${location.pathname}?at=${place + 1}`;
      const answer = await fetch(address, { headers, credentials: "same-origin", signal: stop.signal });
      if (answer.redirected) return null;
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return page.querySelector(".question");
    } finally {
      clearTimeout(timer);
    }
  }
  function replace(place, next) {
    const before = questionAt(place), isInSight = !before.hidden;
    next.hidden = !isInSight;
    before.replaceWith(next);
    wire(next);
    mark(next);
    if (!isInSight) return;
    shown = Number(next.dataset.place);
    since = performance.now();
    if (step === "next") {
      scrollTo({ top: 0 });
      next.querySelector("h2").focus({ preventScroll: true });
      queue.keep({ kind: "visited", place: shown });
    } else next.querySelector(".told")?.focus({ preventScroll: true });
  }

  // From one question to another, without the network
  function go(place) {
    const next = questionAt(place), before = questionAt(shown);
    if (!next) return step === "next" ? undefined : look();
    if (before && before !== next && !step) answered(before);
    for (const section of exam.querySelectorAll(".question")) section.hidden = section !== next;
    show(false);
    for (const link of map?.querySelectorAll("a") ?? []) {
      if (placeOf(link) !== place) link.removeAttribute("aria-current");
      else {
        link.setAttribute("aria-current", "true");
        if (map.scrollHeight > map.clientHeight) map.scrollTop = link.offsetTop - map.clientHeight / 2;
      }
    }
    shown = place;
    since = performance.now();
    scrollTo({ top: 0 });
    next.querySelector("h2").focus({ preventScroll: true });
    queue.keep({ kind: "visited", place });
  }
  function show(isReview) {
    review.hidden = !isReview;
    for (const part of exam.querySelectorAll("nav.map, .ending")) part.hidden = isReview;
  }

  // Before anything is closed or handed in: what is answered, what is not, what is flagged
  function look() {
    const current = questionAt(shown);
    if (current && !step) answered(current);
    const sections = [...exam.querySelectorAll(".question")], isDone = (one) => !examAnswers.isEmpty(examAnswers.of(one));
    const groups = { open: sections.filter((one) => !isDone(one)), flagged: sections.filter(isFlagged), done: sections.filter(isDone) };
    for (const group of review.querySelectorAll("[data-group]")) list(group, groups[group.dataset.group]);
    const counts = { open: groups.open.length, flagged: groups.flagged.length, done: groups.done.length };
    if (step === "next") Object.assign(counts, { open: Number(exam.dataset.items) - shown, done: shown });
    for (const count of review.querySelectorAll("[data-count]")) count.textContent = counts[count.dataset.count];
    for (const section of sections) section.hidden = true;
    show(true);
    scrollTo({ top: 0 });
    review.focus({ preventScroll: true });
  }
  function list(group, sections) {
    group.querySelector("ol").replaceChildren(...sections.map((section) => {
      const item = document.createElement("li"), link = document.createElement("a"), place = Number(section.dataset.place);
      link.href = `?at=${place + 1}`;
      link.textContent = place + 1;
      link.className = `${examAnswers.isEmpty(examAnswers.of(section)) ? "" : "done"} ${isFlagged(section) ? "flagged" : ""}`;
      item.append(link);
      return item;
    }));
  }
  exam.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='?at=']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if ("review" in link.dataset) look();
    else go("back" in link.dataset ? shown : placeOf(link));
  });

  // Keys, which may be switched off: some people's voices and hands press letters that they do not mean
  const SURE = { g: 25, u: 50, a: 75, s: 100 };
  const keys = document.getElementById("exam-keys");
  try {
    keys.checked = localStorage.examKeys !== "off";
    keys.addEventListener("change", () => { localStorage.examKeys = keys.checked ? "on" : "off"; });
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
  document.addEventListener("keydown", (event) => {
    const typing = "input[inputmode], select, textarea, .calculator *";
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.matches(typing)) return;
    const section = questionAt(shown), inReview = !review.hidden;
    const boxes = section?.querySelectorAll("[name=response][type=radio], [name=response][type=checkbox]") ?? [];
    if (inReview && event.key === "p") go(shown);
    else if (inReview) return;
    else if (/^[1-9]$/.test(event.key) && boxes[Number(event.key) - 1]) boxes[Number(event.key) - 1].click();
    else if (event.key === "n" && step) commit(section);
    else if (event.key === "n") go(shown + 1);
    else if (event.key === "p" && questionAt(shown - 1)) go(shown - 1);
    else if (event.key === "f") section?.querySelector("[name=flag]")?.click();
    else if (event.key === "r") look();
    else if (SURE[event.key]) section?.querySelector(`[name=sure][value="${SURE[event.key]}"]`)?.click();
    else return;
    event.preventDefault();
  });

  // Nothing is closed or handed in while an answer waits here
  for (const form of exam.querySelectorAll("form[data-flush]")) {
    form.addEventListener("submit", async (event) => {
      if (form.dataset.ready) return;
      event.preventDefault();
      const current = questionAt(shown);
      if (current && !step) await answered(current);
      await queue.send();
      await queue.send();
      if ((await queue.waiting()).length) return showSafe();
      if (!(await queue.post(queue.device, []))) return (hindered = true), showSafe();
      form.dataset.ready = leaving = true;
      form.requestSubmit();
    });
  }
  document.addEventListener("certway:time-over", async () => {
    tell(words.time_over, true);
    if ((await queue.send()) && !(await queue.waiting()).length) moveOn();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && (queue.sending || queue.held.length)) event.preventDefault();
  });
  async function again() {
    if (gone) return;
    const isLeft = examClock.isOver || moved || (await queue.waiting()).length > 0 || !queue.took;
    if (isLeft && (await queue.send()) && (examClock.isOver || moved) && !(await queue.waiting()).length) return moveOn();
    if (asked.size && !moved) await showAsked();
  }
  addEventListener("online", again);
  addEventListener("offline", showSafe);
  setInterval(again, 3000);

  function showDrift(now) {
    const minutes = Math.round((Date.now() - now) / 60000);
    if (Math.abs(minutes) < 1 || document.getElementById("drift")) return;
    const line = document.createElement("p");
    line.id = "drift";
    line.className = "small unknown";
    line.textContent = words.drift.replace("{n}", Math.abs(minutes));
    document.getElementById("safe").after(line);
  }

  await queue.open();
  for (const section of exam.querySelectorAll(".question")) wire(section);
  // What waits from before, of a page that was closed, stands in its place again.
  for (const wish of await queue.waiting()) {
    const section = questionAt(wish.place);
    if (!section) continue;
    if (wish.kind === "flagged" && section.querySelector("[name=flag]")) section.querySelector("[name=flag]").checked = wish.on;
    if (wish.kind === "answered" && !section.dataset.told) {
      examAnswers.fill(section, wish.response, wish.sure);
      last.set(wish.place, said(section));
      if (step) lock(section, true);
    }
    mark(section);
  }
  await queue.keep({ kind: "visited", place: shown });
  exam.dataset.works = "1";
}
