// The rows of a return: they save themselves, say what is wrong with them, and take what is pasted.
import { fillFromClipboard } from "./return-paste.js";
import { saveThemselves } from "./self-saving.js";

const form = document.querySelector("form[data-grid]");
const rowOf = (element) => element.closest("[data-row]");

function count() {
  for (const mark of ["wrong", "unexplained"]) {
    const number = form.querySelectorAll(`[data-mark="${mark}"]`).length;
    form.querySelector(`[data-count="${mark}"]`).textContent = number;
    form.querySelector(`[data-show="${mark}"]`).hidden = number === 0;
  }
  form.querySelector('[data-count="answered"]').textContent =
    form.querySelectorAll('[data-mark]:not([data-mark="empty"])').length;
}

function markBoxes(row) {
  const findings = [...row.querySelectorAll("[data-key]")];
  const boxes = [...row.querySelectorAll("[data-box]")];
  for (const box of boxes) {
    box.removeAttribute("aria-invalid");
    box.classList.remove("input--warn");
  }
  for (const finding of findings) {
    const box = boxes.find((one) => finding.dataset.key.startsWith(`${one.dataset.box}-`)) ?? boxes[0];
    if (finding.classList.contains("error")) {
      box?.setAttribute("aria-invalid", "true");
    } else {
      box?.classList.add("input--warn");
    }
  }
}

const { save } = saveThemselves(form, { answered: markBoxes, told: count });

form.addEventListener("keydown", (event) => {
  const { box } = event.target.dataset;
  if (event.key !== "Enter" || !box) {
    return;
  }
  event.preventDefault();
  const boxes = [...form.querySelectorAll("[data-box]")];
  const below = boxes.slice(boxes.indexOf(event.target) + 1).find((one) => rowOf(one) !== rowOf(event.target));
  save(rowOf(event.target));
  below?.focus();
});

form.addEventListener("paste", (event) => {
  if (event.target.dataset.box) {
    fillFromClipboard(event, form);
  }
});

for (const element of document.querySelectorAll("[data-with-script]")) {
  element.hidden = false;
}
