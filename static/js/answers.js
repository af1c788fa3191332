// The questions of a standard: they save themselves, ask for an action where the answer does, and lead on to others.
import { saveThemselves } from "./self-saving.js";

const form = document.querySelector("form[data-answers]");

function show(part) {
  const said = part.querySelector("[data-state]").dataset;
  part.querySelector("[data-action]").hidden = said.needsAction !== "yes";
  if (said.confirmed === "yes") {
    const carried = part.querySelector(".carried");
    if (carried?.contains(document.activeElement)) {
      // The button goes: whoever pressed it stays at the question.
      const answer = part.querySelector("input:checked") ?? part.querySelector("input:not([type=hidden]), textarea");
      answer.focus({ preventScroll: true });
    }
    carried?.remove();
  }
  for (const pair of said.followOns.split(" ").filter(Boolean)) {
    const [key, isAsked] = pair.split(":");
    const question = document.getElementById(`q-${key}`);
    if (question) {
      question.hidden = isAsked !== "yes";
    }
  }
}

saveThemselves(form, { answered: show });

// "This still holds" saves its own question, with the page staying where it is.
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-confirm]");
  if (!button) {
    return;
  }
  event.preventDefault();
  const part = button.closest("[data-row]");
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: button.name, value: "yes" });
  part.append(mark);
  part.dispatchEvent(new CustomEvent("row:save"));
});
