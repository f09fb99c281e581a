// Runs of checklists and scenarios wait here: kept on this device first, sent at once, and again until the server has them.

// What waits on this device is told and sent from every page of practice.
const practiceRuns = (() => {
  const line = document.getElementById("waiting");
  if (!line) return null;
  const words = JSON.parse(document.getElementById("waiting-words").textContent);
  const AGAIN = 3000; // milliseconds until it is sent again
  let kept = false, later = 0, turns = 0, refused = 0;
  const queue = new OwnQueue({
    name: "runs",
    list: "runs",
    plain: ({ sitting, device, number, began, pressed, ticks, ...run }) => run,
    owner: line.dataset.owner,
    address: line.dataset.address,
    token: document.querySelector("[name=csrfmiddlewaretoken]").value,
    on: { changed: show, sent: async (told) => { refused += told.refused.length; } },
  });

  function tell(text, bad = false) {
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("unknown", bad);
  }
  async function show() {
    const turn = ++turns, waiting = (await queue.waiting()).length;
    if (turn !== turns) return; // something changed meanwhile, and is told instead
    clearTimeout(later);
    if (refused) return tell(words.refused.replace("{n}", refused), true);
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
  setInterval(again, AGAIN);
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
