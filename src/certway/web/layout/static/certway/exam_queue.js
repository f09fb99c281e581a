// What is answered waits here: it is kept on this device first, sent at once, sent again until the server has it for good.

class AnswerQueue {
  static PATIENCE = 10000; // milliseconds for the server's answer
  static OPENING = 3000; // milliseconds for the device's database
  static MOST = 200; // lines that are sent together

  // `on` has what is called: changed() when something waits or does not any more, sent(told, wishes, device).
  constructor({ sitting, address, pass, token, on }) {
    Object.assign(this, { sitting, address, pass, token, on });
    this.began = performance.now(); // tells this page's steady clock from another one's
    this.device = AnswerQueue.ownName();
    this.store = null;
    this.held = []; // what the device would not keep
    this.heldNumber = 2 ** 30 + Math.floor(Math.random() * 2 ** 29);
    this.keeps = true; // whether the device keeps what it is given
    this.trouble = ""; // why nothing is sent: away, full, signed-out, unreadable
    this.took = false;
    this.sending = null;
  }

  static ownName() {
    const fresh = () => crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    try {
      return (sessionStorage.device ??= fresh());
    } catch {
      return fresh();
    }
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
      const asked = indexedDB.open("certway-exam", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("wishes", { keyPath: ["sitting", "device", "number"] });
        asked.result.createObjectStore("numbers");
      };
      const late = new Promise((_, reject) => { setTimeout(reject, AnswerQueue.OPENING); });
      this.store = await Promise.race([AnswerQueue.got(asked), late]);
    } catch {
      this.keeps = false;
    }
  }

  // Keep something and return its number; where the device refuses, it is held on this page alone, and sent all the same.
  async keep(wish) {
    const { sitting, device, began } = this;
    const dated = { ...wish, sitting, device, began, pressed: Date.now(), ticks: performance.now() };
    let number;
    try {
      number = await this.put(dated);
      this.keeps = true;
    } catch {
      this.keeps = false;
      number = ++this.heldNumber;
      this.held.push({ ...dated, number });
    }
    this.on.changed();
    this.send();
    return number;
  }

  async put(wish) {
    if (!this.store) throw new Error("no store");
    const transaction = this.store.transaction(["wishes", "numbers"], "readwrite", { durability: "strict" });
    const done = AnswerQueue.finished(transaction), own = [this.sitting, this.device];
    done.catch(() => {});
    const numbers = transaction.objectStore("numbers"), last = await AnswerQueue.got(numbers.get(own));
    // A store that forgot its numbers never gives one again that the server has seen.
    const number = (last ?? Math.floor(Math.random() * 2 ** 29)) + 1;
    numbers.put(number, own);
    transaction.objectStore("wishes").put({ ...wish, number });
    await done;
    return number;
  }

  async waiting() {
    const all = await this.stored();
    return [...all, ...this.held].sort((one, other) => one.pressed - other.pressed || one.number - other.number);
  }

  async stored() {
    if (!this.store) return [];
    try {
      const all = await AnswerQueue.got(this.store.transaction("wishes").objectStore("wishes").getAll());
      return all.filter((one) => one.sitting === this.sitting);
    } catch {
      return [];
    }
  }

  async drop(device, numbers) {
    this.held = this.held.filter((one) => one.device !== device || !numbers.includes(one.number));
    if (!this.store) return;
    const transaction = this.store.transaction("wishes", "readwrite");
    for (const number of numbers) transaction.objectStore("wishes").delete([this.sitting, device, number]);
    await AnswerQueue.finished(transaction).catch(() => {}); // it is sent again then, which changes nothing
  }

  // How long ago it happened: by the steady clock while the page stayed, by the day's clock across a reload or sleep.
  age(wish) {
    const steady = wish.began === this.began ? performance.now() - wish.ticks : 0;
    return Math.round(Math.max(0, steady, Date.now() - wish.pressed));
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
      const device = this.took ? left[0]?.device : this.device;
      if (device === undefined) return true;
      const wishes = left.filter((one) => one.device === device).sort((a, b) => a.number - b.number);
      const first = wishes.slice(0, AnswerQueue.MOST), name = `${device} ${first[0]?.number}`;
      if (tried.has(name) || !(await this.post(device, first))) return false;
      tried.add(name);
    }
  }

  headers() {
    return { "Content-Type": "application/json", "X-CSRFToken": this.token, "X-Certway-Pass": this.pass };
  }

  message(device, wishes) {
    return {
      device,
      take: device === this.device && !this.took,
      takeAge: Math.round(performance.now() - this.began), // since this page has the exam
      wishes: wishes.map((wish) => {
        const { number, kind, place, response, on, spent, sure } = wish;
        return { number, kind, place, response, on, spent, sure, age: this.age(wish) };
      }),
    };
  }

  async post(device, wishes) {
    const body = JSON.stringify(this.message(device, wishes));
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), AnswerQueue.PATIENCE);
    try {
      const answer = await fetch(this.address, {
        method: "POST", body, signal: stop.signal, credentials: "same-origin",
        headers: this.headers(),
      });
      if (!answer.ok) return await this.failed(answer.status);
      const told = await answer.json();
      if (device === this.device) this.took = true;
      this.trouble = "";
      await this.drop(device, [...told.kept, ...told.refused.map((one) => one.number)]);
      await this.on.sent(told, wishes, device);
      this.on.changed();
      return true;
    } catch {
      return await this.failed(0);
    } finally {
      clearTimeout(timer);
    }
  }

  async failed(status) {
    const troubles = { 400: "unreadable", 401: "signed-out", 403: "signed-out", 404: "unreadable", 507: "full" };
    this.trouble = troubles[status] ?? "away";
    if (this.trouble === "signed-out") await this.renewPass().catch(() => {});
    this.on.changed();
    return false;
  }

  // Who signed in again, in another tab, has another token, and another pass; the page itself has them now.
  // The page to sign in is not asked for: the first cookie it gives would undo that of a tab where it is open.
  async renewPass() {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? this.token;
    this.pass = page.getElementById("exam")?.dataset.pass ?? this.pass;
  }
}
