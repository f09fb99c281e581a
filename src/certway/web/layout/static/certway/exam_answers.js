// What a question of an exam shows as its answer: read from its form, and filled in again.

const examAnswers = (() => {
  const lists = (form) => [...form.querySelectorAll("select[name^=part-]")];
  const part = (list) => Number(list.name.slice(5));

  function of(section) {
    const form = section.querySelector("form"), kind = section.dataset.kind;
    if (kind === "number") return form.elements.response.value.trim();
    if (kind === "single" || kind === "multiple")
      return [...form.querySelectorAll("[name=response]:checked")].map((box) => Number(box.value));
    const told = lists(form).map((list) => [part(list), list.value === "" ? null : Number(list.value)]);
    if (kind === "matching") return told.sort((a, b) => a[0] - b[0]).map(([, value]) => value ?? -1);
    const places = new Set(told.map(([, value]) => value));
    if (places.has(null) || places.size < told.length) return [];
    return told.sort((a, b) => a[1] - b[1]).map(([value]) => value);
  }

  function fill(section, response, sure) {
    const form = section.querySelector("form"), kind = section.dataset.kind;
    if (kind === "number") form.elements.response.value = response;
    else if (kind === "single" || kind === "multiple")
      for (const box of form.querySelectorAll("[name=response]")) box.checked = response.includes(Number(box.value));
    else
      for (const list of lists(form)) {
        const told = kind === "matching" ? response[part(list)] ?? -1 : response.indexOf(part(list)) + 1;
        list.value = told < 0 || (kind === "ordering" && told === 0) ? "" : String(told);
      }
    for (const box of form.querySelectorAll("[name=sure]")) box.checked = Number(box.value) === sure;
  }

  const isEmpty = (response) => response.length === 0 || (Array.isArray(response) && response.every((one) => one === -1));

  function sureness(section) {
    const chosen = section.querySelector("[name=sure]:checked");
    return chosen ? Number(chosen.value) : undefined;
  }

  return { of, fill, isEmpty, sureness };
})();
