// The exam on this device: every answer is kept here first, sent at once, sent again until the server has it for good.
// Without this script the same pages work with forms, one question after the other.

const exam = document.getElementById("exam");
const say = (name) => exam?.dataset[`say${name}`] ?? "";

// The clock. The server's counts: what is left is told from its own time, and runs on by the device's steady clock.
const clock = { element: document.querySelector("[data-closes]"), left: null };
function setClock(closes, now) {
  clock.left = closes === null || closes === undefined ? null : { until: performance.now() + (closes - now) };
}
if (clock.element?.dataset.closes) setClock(Number(clock.element.dataset.closes), Number(clock.element.dataset.now));
function words(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
let timeWasOver = false;
function tick() {
  if (!clock.left) return;
  const left = clock.left.until - performance.now();
  for (const place of document.querySelectorAll("[data-left]")) place.textContent = words(left);
  if (left <= 0 && !timeWasOver) {
    timeWasOver = true;
    document.dispatchEvent(new CustomEvent("certway:time-over"));
  }
}
setInterval(tick, 500);
tick();

if (exam?.dataset.log) keepAnswers().catch(() => tell(say("NoStore"), true));
else document.addEventListener("certway:time-over", () => location.reload());

function tell(text, bad = false) {
  const safe = document.getElementById("safe");
  if (safe.textContent !== text) safe.textContent = text;
  safe.classList.toggle("unknown", bad);
}

async function keepAnswers() {
  const sitting = exam.dataset.sitting;
  let token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const device = (sessionStorage.device ??= crypto.randomUUID?.() ?? String(Math.random()).slice(2));
  const began = performance.now();
  const store = await openStore();
  let took = false, gone = false, sending = null, shown = Number(exam.dataset.shown), since = performance.now();
  const refused = [];

  function openStore() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("certway-exam", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("wishes", { keyPath: ["sitting", "device", "number"] });
        asked.result.createObjectStore("numbers");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }
  function finished(transaction) {
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
  function got(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
  async function keep(wish) {
    const transaction = store.transaction(["wishes", "numbers"], "readwrite", { durability: "strict" });
    const numbers = transaction.objectStore("numbers");
    const number = ((await got(numbers.get([sitting, device]))) ?? 0) + 1;
    numbers.put(number, [sitting, device]);
    const kept = { ...wish, sitting, device, number, pressed: Date.now(), ticks: performance.now(), began };
    transaction.objectStore("wishes").put(kept);
    await finished(transaction);
    await showSafe();
    send();
  }
  async function waiting() {
    const all = await got(store.transaction("wishes").objectStore("wishes").getAll());
    return all.filter((one) => one.sitting === sitting);
  }
  async function drop(device_, numbers) {
    const transaction = store.transaction("wishes", "readwrite");
    for (const number of numbers) transaction.objectStore("wishes").delete([sitting, device_, number]);
    await finished(transaction);
  }
  async function showSafe() {
    const left = (await waiting()).filter((one) => one.kind === "answered").length;
    if (gone) return;
    if (refused.length) tell(say("Refused").replace("{n}", refused.length), true);
    else if (left && timeWasOver) tell(say("Over"), true);
    else if (left && !navigator.onLine) tell(say("Offline").replace("{n}", left), true);
    else if (left) tell(say("Pending").replace("{n}", left), true);
    else tell(say("Safe"));
  }

  // How long ago it happened: by the steady clock while the page stayed, by the day's clock across a reload or sleep.
  function age(wish) {
    const steady = wish.began === began ? performance.now() - wish.ticks : 0;
    return Math.round(Math.max(0, steady, Date.now() - wish.pressed));
  }
  function send() {
    sending ??= sendAll().finally(() => { sending = null; });
    return sending;
  }
  async function sendAll() {
    const left = await waiting();
    const devices = [...new Set([device, ...left.map((one) => one.device)])];
    for (const one of devices) {
      const own = left.filter((wish) => wish.device === one).sort((a, b) => a.number - b.number).slice(0, 200);
      if (!own.length && (one !== device || took)) continue;
      if (!(await post(one, own))) return false;
    }
    await showSafe();
    return true;
  }
  async function post(of, wishes) {
    const body = JSON.stringify({
      device: of,
      take: of === device && !took,
      wishes: wishes.map(({ number, kind, place, response, on, spent, ...wish }) =>
        ({ number, kind, place, response, on, spent, age: age({ ...wish }) })),
    });
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 10000);
    try {
      const answer = await fetch(exam.dataset.log, {
        method: "POST", body, signal: stop.signal, credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Certway-Pass": exam.dataset.pass },
      });
      if (answer.status === 401 || answer.status === 403) {
        tell(say("SignedOut"), true);
        await renewToken();
        return false;
      }
      if (answer.status === 400 || answer.status === 404) return tell(say("Refused").replace("{n}", wishes.length), true), false;
      if (!answer.ok) return await showSafe(), false;
      const told = await answer.json();
      if (of === device) took = true;
      refused.push(...told.refused.filter((one) => wishes.find((wish) => wish.number === one.number)?.kind === "answered"));
      await drop(of, [...told.kept, ...told.refused.map((one) => one.number)]);
      showDrift(told.now);
      if (of === device && told.elsewhere) gone = true;
      if (gone) tell(say("Elsewhere"), true);
      else if (told.phase !== "running" || String(told.segment) !== exam.dataset.segment) moveOn();
      else setClock(told.closes, told.now);
      return true;
    } catch {
      await showSafe();
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
  // Who signed in again, in another tab, has another token; the page itself has it now.
  async function renewToken() {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? token;
  }
  function showDrift(now) {
    const minutes = Math.round((Date.now() - now) / 60000);
    const place = document.getElementById("drift");
    if (Math.abs(minutes) >= 1 && !place) {
      const line = document.createElement("p");
      line.id = "drift";
      line.className = "small unknown";
      line.textContent = say("Drift").replace("{n}", Math.abs(minutes));
      document.getElementById("safe").after(line);
    }
  }
  let leaving = false;
  function moveOn() {
    leaving = true;
    location.reload();
  }

  // What is answered
  function responseOf(section) {
    const form = section.querySelector("form"), kind = section.dataset.kind;
    if (kind === "number") return form.elements.response.value.trim();
    if (kind === "single" || kind === "multiple")
      return [...form.querySelectorAll("[name=response]:checked")].map((box) => Number(box.value));
    const lists = [...form.querySelectorAll("select[name^=part-]")];
    const told = lists.map((list) => [Number(list.name.slice(5)), list.value === "" ? null : Number(list.value)]);
    if (kind === "matching") return told.sort((a, b) => a[0] - b[0]).map(([, value]) => value ?? -1);
    const places = new Set(told.map(([, value]) => value));
    if (places.has(null) || places.size < told.length) return [];
    return told.sort((a, b) => a[1] - b[1]).map(([value]) => value);
  }
  const last = new Map();
  function spent() {
    const now = performance.now(), passed = Math.round(now - since);
    since = now;
    return passed;
  }
  async function answered(section) {
    const place = Number(section.dataset.place), response = responseOf(section), told = JSON.stringify(response);
    if ((last.get(place) ?? null) === told) return;
    last.set(place, told);
    mark(section);
    await keep({ kind: "answered", place, response, spent: spent() });
  }
  function mark(section) {
    const link = exam.querySelector(`.map [data-go="${section.dataset.place}"]`);
    const response = responseOf(section), done = response.length > 0 && !(Array.isArray(response) && response.every((one) => one === -1));
    link?.classList.toggle("done", done);
    link?.classList.toggle("flagged", section.querySelector("[name=flag]")?.checked ?? false);
  }
  for (const section of exam.querySelectorAll(".question")) {
    last.set(Number(section.dataset.place), JSON.stringify(responseOf(section)));
    const form = section.querySelector("form");
    form.addEventListener("change", (event) => {
      if (event.target.name === "flag") {
        mark(section);
        keep({ kind: "flagged", place: Number(section.dataset.place), on: event.target.checked }).catch(lost);
      } else answered(section).catch(lost);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answered(section).catch(lost);
      go(Number(section.dataset.place) + 1);
    });
  }
  function lost() {
    tell(say("NoStore"), true);
  }

  // From one question to another, without the network
  function go(place) {
    const next = document.getElementById(`q-${place}`);
    if (!next) return exam.querySelector(".ending button")?.focus();
    const before = document.getElementById(`q-${shown}`);
    if (before && before !== next) answered(before).catch(lost);
    for (const section of exam.querySelectorAll(".question")) section.hidden = section !== next;
    for (const link of exam.querySelectorAll(".map a")) {
      if (Number(link.dataset.go) === place) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    shown = place;
    since = performance.now();
    next.focus();
    scrollTo({ top: 0 });
    keep({ kind: "visited", place }).catch(lost);
  }
  exam.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(Number(link.dataset.go));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[inputmode], select, textarea, summary")) return;
    const section = document.getElementById(`q-${shown}`);
    const boxes = section?.querySelectorAll("[name=response][type=radio], [name=response][type=checkbox]") ?? [];
    if (/^[1-9]$/.test(event.key) && boxes[Number(event.key) - 1]) boxes[Number(event.key) - 1].click();
    else if (event.key === "n") go(shown + 1);
    else if (event.key === "p" && document.getElementById(`q-${shown - 1}`)) go(shown - 1);
    else if (event.key === "f") section?.querySelector("[name=flag]")?.click();
    else return;
    event.preventDefault();
  });

  // Nothing is closed or handed in while an answer waits here
  for (const form of exam.querySelectorAll("form[data-flush]")) {
    form.addEventListener("submit", async (event) => {
      if (form.dataset.ready) return;
      event.preventDefault();
      const open = [...exam.querySelectorAll(".question")].filter((one) => responseOf(one).length === 0).length;
      if (form.dataset.open && open && !confirm(form.dataset.open.replace("{n}", open))) return;
      const current = document.getElementById(`q-${shown}`);
      if (current) await answered(current);
      await send();
      await send();
      if ((await waiting()).length) return showSafe();
      form.dataset.ready = leaving = true;
      form.requestSubmit();
    });
  }
  document.addEventListener("certway:time-over", async () => {
    tell(say("Over"), true);
    if ((await send()) && !(await waiting()).length) moveOn();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && sending) event.preventDefault();
  });
  addEventListener("online", send);
  addEventListener("offline", showSafe);
  setInterval(async () => {
    if (gone) return;
    if (timeWasOver || (await waiting()).length || !took) {
      if ((await send()) && timeWasOver && !(await waiting()).length) moveOn();
    }
  }, 3000);
  await keep({ kind: "visited", place: shown });
  exam.dataset.works = "1";
}
