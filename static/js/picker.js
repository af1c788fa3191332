// A long list of boxes: narrowed as one types, and the count of what is chosen kept up to date.
for (const picker of document.querySelectorAll("[data-picker]")) {
  const search = picker.querySelector("[data-search]");
  const box = search.querySelector("input");
  const found = search.querySelector("[data-found]");
  const choices = [...picker.querySelectorAll(".choice")];
  const groups = [...picker.querySelectorAll("[data-group]")];
  const openAtFirst = new Map(groups.map((group) => [group, group.open]));

  const narrow = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const choice of choices) {
      const text = choice.textContent.toLowerCase();
      choice.hidden = !words.every((word) => text.includes(word));
    }
    for (const group of groups) {
      const some = group.querySelector(".choice:not([hidden])") !== null;
      group.hidden = !some;
      group.open = words.length ? some : openAtFirst.get(group);
    }
    const shown = choices.filter((choice) => !choice.hidden).length;
    found.textContent = words.length ? (shown ? `${shown} of ${choices.length} match.` : "None matches.") : "";
  };

  search.hidden = choices.length < 8;
  box.addEventListener("input", (event) => {
    event.stopPropagation(); // nothing to save
    narrow();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
    }
  });
  picker.addEventListener("change", () => {
    picker.querySelector("[data-count]").textContent = choices.filter((choice) => choice.querySelector("input").checked).length;
  });
}
