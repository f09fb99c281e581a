// Runs of checklists and scenarios wait here: kept on this device first, sent at once, and again until the server has them.

class PracticeRuns {
  static PATIENCE = 10000; // milliseconds for the server's answer
  static OPENING = 3000; // milliseconds for the device's database
  static AGAIN = 3000; // milliseconds until it is sent again
  static MOST = 50; // runs that are sent together

  // `owner` stands for the account whose runs they are: another one's on the same device stay where they are.
  constructor({ owner, address, token, changed }) {
    Object.assign(this, { owner, address, token, changed });
    this.began = performance.now(); // tells this page's steady clock from another one's
    this.device = PracticeRuns.ownName();
    this.store = null;
    this.held = []; // what the device would not keep
    this.refused = 0;
    this.trouble = ""; // why nothing is sent: away, full, signed-out
    this.sending = null;
  }

  static ownName() {
    return crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  }

  static finished(transaction) {
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  static got(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => reject(request.error);
    });
  }

  async open() {
    try {
      const asked = indexedDB.open("certway-practice", 1);
      asked.onupgradeneeded = () => { asked.result.createObjectStore("runs", { keyPath: ["device", "number"] }); };
      const late = new Promise((_, reject) => { setTimeout(reject, PracticeRuns.OPENING); });
      this.store = await Promise.race([PracticeRuns.got(asked), late]);
    } catch {
      this.store = null;
    }
  }

  // Keep a run; where the device refuses, it is held on this page alone, and sent all the same.
  async keep(run) {
    const { owner, device, began } = this, number = 1 + Math.floor(Math.random() * (2 ** 31 - 2));
    const dated = { ...run, owner, device, number, began, ended: Date.now(), ticks: performance.now() };
    try {
      if (!this.store) throw new Error("no store");
      const transaction = this.store.transaction("runs", "readwrite", { durability: "strict" });
      const done = PracticeRuns.finished(transaction);
      transaction.objectStore("runs").put(dated);
      await done;
    } catch {
      this.held.push(dated);
    }
    this.changed();
    await this.send();
  }

  async waiting() {
    let stored = [];
    try {
      if (this.store) stored = await PracticeRuns.got(this.store.transaction("runs").objectStore("runs").getAll());
    } catch {
      // What can't be read now is sent another time.
    }
    return [...stored, ...this.held].filter((one) => one.owner === this.owner);
  }

  async drop(device, numbers) {
    this.held = this.held.filter((one) => one.device !== device || !numbers.includes(one.number));
    if (!this.store) return;
    const transaction = this.store.transaction("runs", "readwrite");
    for (const number of numbers) transaction.objectStore("runs").delete([device, number]);
    await PracticeRuns.finished(transaction).catch(() => {}); // it is sent again then, which changes nothing
  }

  // How long ago it ended: by the steady clock while the page stayed, by the day's clock across a reload or sleep.
  age(run) {
    const steady = run.began === this.began ? performance.now() - run.ticks : 0;
    return Math.round(Math.max(0, steady, Date.now() - run.ended));
  }

  // Send all that waits; tells whether the server has it now.
  send() {
    this.sending ??= this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  }

  async sendAll() {
    const tried = new Set();
    for (;;) {
      const left = await this.waiting();
      if (!left.length) return true;
      const { device } = left[0], runs = left.filter((one) => one.device === device).slice(0, PracticeRuns.MOST);
      const name = `${device} ${runs[0].number}`;
      if (tried.has(name) || !(await this.post(device, runs))) return false;
      tried.add(name);
    }
  }

  async post(device, runs) {
    const told = runs.map(({ owner, began, ended, ticks, device: _, ...run }) => ({ ...run, age: this.age({ began, ended, ticks }) }));
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PracticeRuns.PATIENCE);
    try {
      const answer = await fetch(this.address, {
        method: "POST", signal: stop.signal, credentials: "same-origin",
        body: JSON.stringify({ owner: this.owner, device, runs: told }),
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      });
      if (!answer.ok) return await this.failed(answer.status);
      const { kept, refused } = await answer.json();
      this.trouble = "";
      this.refused += refused.length;
      await this.drop(device, [...kept, ...refused.map((one) => one.number)]);
      this.changed();
      return true;
    } catch {
      return await this.failed(0);
    } finally {
      clearTimeout(timer);
    }
  }

  async failed(status) {
    const troubles = { 401: "signed-out", 403: "signed-out", 507: "full" };
    this.trouble = troubles[status] ?? "away";
    if (this.trouble === "signed-out") await this.renewToken().catch(() => {});
    this.changed();
    return false;
  }

  // Who signed in again, in another tab, has another token; the page itself has it now.
  async renewToken() {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.getElementById("waiting")?.dataset.owner !== this.owner) return;
    this.token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? this.token;
  }
}

// What waits on this device is told and sent from every page of practice.
const practiceRuns = (() => {
  const line = document.getElementById("waiting");
  if (!line) return null;
  const words = JSON.parse(document.getElementById("waiting-words").textContent);
  const queue = new PracticeRuns({
    owner: line.dataset.owner,
    address: line.dataset.address,
    token: document.querySelector("[name=csrfmiddlewaretoken]").value,
    changed: show,
  });
  let kept = false, later = 0, turns = 0;

  function tell(text, bad = false) {
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("unknown", bad);
  }
  async function show() {
    const turn = ++turns, waiting = (await queue.waiting()).length;
    if (turn !== turns) return; // something changed meanwhile, and is told instead
    clearTimeout(later);
    if (queue.refused) return tell(words.refused.replace("{n}", queue.refused), true);
    if (!waiting) return tell(kept ? words.kept : "");
    if (queue.trouble === "signed-out") return tell(words.signed_out, true);
    const where = (queue.held.length ? words.held : words.waits).replace("{n}", waiting), isOffline = !navigator.onLine;
    const why = isOffline ? words.offline : words[`why_${queue.trouble || "on_its_way"}`];
    const say = () => tell(`${why} ${where} ${words.then}`, true);
    // What arrives within a moment is not worth a sentence.
    if (isOffline || queue.trouble) say();
    else later = setTimeout(say, 1000);
  }
  async function again() {
    if ((await queue.waiting()).length) queue.send();
  }
  const ready = queue.open().then(async () => {
    kept = (await queue.waiting()).length > 0;
    again();
  });
  addEventListener("online", again);
  addEventListener("offline", show);
  setInterval(again, PracticeRuns.AGAIN);
  addEventListener("beforeunload", (event) => {
    if (queue.held.length) event.preventDefault();
  });
  return {
    async keep(run) {
      await ready;
      kept = true;
      await queue.keep(run);
    },
    ready,
  };
})();
