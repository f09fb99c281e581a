// Passwords can be shown, and what goes wrong with a passkey is said on the page.
for (const form of document.querySelectorAll("[data-show]")) {
  for (const box of form.querySelectorAll("[data-secret]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.setAttribute("aria-controls", box.id);
    const tell = () => { button.textContent = form.dataset[box.type === "password" ? "show" : "hide"]; };
    button.addEventListener("click", () => {
      box.type = box.type === "password" ? "text" : "password";
      tell();
    });
    form.addEventListener("submit", () => { box.type = "password"; });
    tell();
    box.after(button);
  }
}

const impossible = document.getElementById("passkey-impossible");
if (impossible && !window.PublicKeyCredential) {
  impossible.hidden = false;
  document.getElementById("passkey-button").hidden = true;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-problem");
  if (problem) problem.hidden = false;
});
