// A calculator of four functions, as exams that allow one have it. It works out each step as it is pressed.

const calculator = document.querySelector(".calculator");
if (calculator) runCalculator(calculator);

function runCalculator(panel) {
  const MOST_DIGITS = 12, FIELDS = "input, select, textarea";
  const screen = panel.querySelector("output"), opener = document.querySelector("[data-calculator]");
  const words = { error: panel.dataset.sayError };
  let state = clean(), before = opener;

  function clean() {
    return { left: null, sign: null, typed: "", shown: "0", isError: false };
  }
  function shownAs(value) {
    if (!Number.isFinite(value)) return null;
    const text = String(Number(value.toPrecision(MOST_DIGITS)));
    return text.replace("-", "−");
  }
  function worked(left, sign, right) {
    if (sign === "+") return left + right;
    if (sign === "-") return left - right;
    if (sign === "*") return left * right;
    return left / right; // by nothing: not finite, which is shown as an error
  }
  function digit(key) {
    if (state.typed.replace(".", "").length >= MOST_DIGITS) return;
    if (key === "." && state.typed.includes(".")) return;
    const before = state.typed === "0" && key !== "." ? "" : state.typed;
    state.typed = key === "." && before === "" ? "0." : before + key;
    state.shown = state.typed;
    if (state.sign === null) state.left = null;
  }
  function work() {
    const right = state.typed === "" ? null : Number(state.typed);
    if (state.sign !== null && state.left !== null && right !== null) state.left = worked(state.left, state.sign, right);
    else if (right !== null) state.left = right;
    const shown = state.left === null ? "0" : shownAs(state.left);
    if (shown === null) state = { ...clean(), shown: words.error, isError: true };
    else Object.assign(state, { left: state.left === null ? null : Number(state.left.toPrecision(MOST_DIGITS)), typed: "", shown });
  }
  function press(key) {
    if (state.isError && key !== "c") state = clean();
    if (/^[0-9.]$/.test(key)) digit(key);
    else if (/^[-+*/]$/.test(key)) {
      work();
      if (!state.isError) state.sign = key;
    } else if (key === "=") {
      work();
      state.sign = null;
    } else if (key === "back") {
      state.typed = state.typed.slice(0, -1);
      state.shown = state.typed || "0";
    } else state = clean();
    screen.textContent = state.shown;
    for (const button of panel.querySelectorAll("[data-key]"))
      if (/^[-+*/]$/.test(button.dataset.key)) button.setAttribute("aria-pressed", String(state.sign === button.dataset.key));
  }

  function open() {
    before = document.activeElement;
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    panel.querySelector("[data-key='7']").focus({ preventScroll: true });
  }
  function close() {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    (before?.isConnected && before !== document.body ? before : opener).focus({ preventScroll: true });
  }
  opener.addEventListener("click", () => (panel.hidden ? open() : close()));
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-key]");
    if (button) press(button.dataset.key);
    else if (event.target.closest("[data-close]")) close();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const named = { Enter: "=", Backspace: "back", Delete: "c", ",": ".", x: "*", c: "c" };
    const key = named[event.key] ?? event.key;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target.matches("[data-close]")) return;
    else if (/^([-0-9.+*/=c]|back)$/.test(key)) press(key);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches(FIELDS) && event.target.type !== "radio" && event.target.type !== "checkbox") return;
    if (panel.contains(event.target) || !(document.getElementById("exam-keys")?.checked ?? true)) return;
    open();
    event.preventDefault();
  });
}
