// The clock of an exam. The server's counts: what is left is told from its own time, and runs on by the steady clock.

const examClock = (() => {
  const told = document.querySelector("[data-closes]");
  let until = null, over = false;

  function set(closes, now) {
    until = closes === null || closes === undefined ? null : performance.now() + (closes - now);
    if (until !== null && until > performance.now()) over = false;
    tick();
  }
  function words(milliseconds) {
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  }
  function tick() {
    if (until === null) return;
    const left = until - performance.now();
    for (const place of document.querySelectorAll("[data-left]")) place.textContent = words(left);
    if (left <= 0 && !over) {
      over = true;
      document.dispatchEvent(new CustomEvent("certway:time-over"));
    }
  }

  if (told?.dataset.closes) set(Number(told.dataset.closes), Number(told.dataset.now));
  setInterval(tick, 500);
  // An exam sends first what it still keeps; every other page just shows what follows.
  if (!document.getElementById("exam")) document.addEventListener("certway:time-over", () => location.reload());

  // Whoever does not want to see it run, does not see it on the next page either.
  document.querySelector("details.clock")?.addEventListener("toggle", (event) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const age = event.target.open ? 0 : 31536000;
    document.cookie = `exam_clock=hidden; Path=/exams/; Max-Age=${age}; SameSite=Lax${secure}`;
  });
  return { set, get isOver() { return over; } };
})();
