// What this device can do for an exam: each is tried here and now, and said in words.

const setUp = document.getElementById("set-up");
if (setUp) {
  setUp.querySelector("[data-again]").addEventListener("click", checkAll);
  checkAll();
}

function checkAll() {
  const WAYS = 4; // to the server and back; the quickest tells how far it is
  const SLOW = 1500, NARROW = 340; // milliseconds, pixels

  function tell(name, verdict, values = {}) {
    const line = setUp.querySelector(`[data-check="${name}"]`), text = line.dataset[`say${verdict}`];
    const marks = { Good: ["met", "met"], Bad: ["not-met", "not-met"], Doubtful: ["unknown", "unknown"], Open: ["unchecked", "unchecked"] };
    const kind = verdict.startsWith("Bad") ? "Bad" : verdict.startsWith("Doubtful") ? "Doubtful" : verdict;
    const [shape, tone] = marks[kind], mark = line.querySelector(".mark");
    mark.setAttribute("class", `mark ${tone}`);
    mark.firstElementChild.setAttribute("href", `#${shape}`);
    line.querySelector("[data-said]").textContent =
      Object.entries(values).reduce((said, [place, value]) => said.replace(`{${place}}`, value), text);
  }

  function finished(request, on = "onsuccess") {
    return new Promise((resolve, reject) => {
      request[on] = () => resolve(request.result);
      request.onerror = request.onabort = request.onblocked = () => reject(request.error);
    });
  }
  async function checkStore() {
    const name = "certway-set-up", told = crypto.getRandomValues(new Uint32Array(4)).join();
    try {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("tried");
      const store = await finished(asked);
      const writing = store.transaction("tried", "readwrite", { durability: "strict" });
      writing.objectStore("tried").put(told, "told");
      await finished(writing, "oncomplete");
      const read = await finished(store.transaction("tried").objectStore("tried").get("told"));
      store.close();
      indexedDB.deleteDatabase(name);
      tell("store", read === told ? "Good" : "Bad");
    } catch {
      tell("store", "Bad");
    }
  }

  async function askClock() {
    const began = performance.now(), answer = await fetch(setUp.dataset.clock, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const { now } = await answer.json(), took = performance.now() - began;
    return { took, drift: Date.now() - (now + took / 2) };
  }
  async function checkServer() {
    try {
      const ways = [];
      for (let way = 0; way < WAYS; way += 1) ways.push(await askClock());
      const best = ways.reduce((one, other) => (other.took < one.took ? other : one));
      const seconds = (best.took / 1000).toFixed(best.took < 1000 ? 2 : 1);
      tell("server", best.took > SLOW ? "Doubtful" : "Good", { seconds });
      const minutes = Math.round(Math.abs(best.drift) / 60000);
      tell("clock", minutes >= 1 ? "Doubtful" : "Good", { minutes });
    } catch {
      tell("server", "Bad");
      tell("clock", "Open");
    }
  }

  function checkScreen() {
    const width = document.documentElement.clientWidth;
    tell("screen", width < NARROW ? "Doubtful" : "Good", { width });
  }

  function checkKeys() {
    tell("keys", "Open");
    const tried = (event) => {
      if (!/^[1-9npf]$/.test(event.key)) return;
      tell("keys", "Good", { key: event.key });
      document.removeEventListener("keydown", tried);
    };
    document.addEventListener("keydown", tried);
  }

  for (const said of setUp.querySelectorAll("[data-said]")) said.textContent = setUp.querySelector("ul").dataset.sayWait;
  checkStore();
  checkServer();
  checkScreen();
  checkKeys();
}
