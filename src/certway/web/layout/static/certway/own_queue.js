// Lines of one account that wait on this device: another one's on the same device stay where they are.

class OwnQueue extends AnswerQueue {
  // `name` tells these lines from others here, `list` is what they are called in what is sent, and `plain` gives of a
  // line what the server is told of it.
  constructor({ name, list, plain, owner, address, token, on }) {
    super({ sitting: `${name}-${owner}`, address, token, on });
    Object.assign(this, { owner, list, plain });
    this.took = true; // nobody has to be told that this device goes on
  }

  headers() {
    return { "Content-Type": "application/json", "X-CSRFToken": this.token };
  }

  message(device, lines) {
    const told = lines.map((line) => ({ ...this.plain(line), number: line.number, age: this.age(line) }));
    return { device, owner: this.owner, [this.list]: told };
  }

  // Who signed in again, in another tab, has another token; the page itself has it now, if it is the same account's.
  async renewPass() {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("[data-owner]")?.dataset.owner !== this.owner) return;
    this.token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? this.token;
  }
}
