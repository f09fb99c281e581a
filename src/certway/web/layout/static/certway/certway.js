// Small comforts; every page works without them.
document.documentElement.classList.add("scripted");

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tz=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.firstChild.data = button.dataset.copied;
  } catch {
    // Only a secure address may, and only where the visitor lets it; what is selected is copied by hand.
  }
});

// A print shows every reason, also those that were folded.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const fold of folded) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of folded) fold.open = false;
});

// What was put in the place of a part of the page is read out where the part says so, and focus is not lost.
document.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.elt.querySelector?.("[data-focus]");
  if (target) target.focus();
});
