// Each row of a return saves itself: on leaving a box, or two seconds after the last key. Words are the server's.
import { fillFromClipboard } from "./return-paste.js";

const IDLE = 2000;
const RETRY = 15000;

const form = document.querySelector("form[data-grid]");
const status = form.querySelector("[data-saved]");
const timers = new Map();
const waiting = new Set(); // typed, and not sent yet
const failed = new Map(); // row -> why: a number the server answered with, "offline", or "told" when it said why
let savedAt = "";

const rowOf = (element) => element.closest("[data-row]");
const rowNamed = (id) => document.getElementById(id);

function save(row) {
  clearTimeout(timers.get(row.id));
  row.dispatchEvent(new CustomEvent("row:save"));
}

function touched(row) {
  waiting.add(row.id);
  clearTimeout(timers.get(row.id));
  timers.set(row.id, setTimeout(() => save(row), IDLE));
}

function tell() {
  const names = [...failed.keys()].map((id) => rowNamed(id).dataset.row);
  const list = names.join(", ");
  if (savedAt) {
    status.textContent = list ? `Saved at ${savedAt}, except ${list}` : `Saved at ${savedAt}`;
  } else if (list) {
    status.textContent = `Not saved: ${list}`;
  }
  for (const mark of ["wrong", "unexplained"]) {
    const count = form.querySelectorAll(`[data-mark="${mark}"]`).length;
    form.querySelector(`[data-count="${mark}"]`).textContent = count;
    form.querySelector(`[data-show="${mark}"]`).hidden = count === 0;
  }
  form.querySelector('[data-count="answered"]').textContent =
    form.querySelectorAll('[data-mark]:not([data-mark="empty"])').length;
  if (!failed.size && !waiting.size) {
    form.dispatchEvent(new CustomEvent("form:saved"));
  }
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

function explainFailure(row, why) {
  const sentence =
    document.querySelector(`template[data-sentence="${why}"]`) ?? document.querySelector('template[data-sentence="other"]');
  const paragraph = document.createElement("p");
  paragraph.className = "error finding";
  const words = document.createElement("span");
  words.append(sentence.content.cloneNode(true));
  paragraph.append(words);
  row.querySelector(".note__news").replaceChildren(paragraph);
}

function tryAgain(isWorthIt) {
  for (const [id, why] of failed) {
    if (isWorthIt(why)) {
      save(rowNamed(id));
    }
  }
}

form.addEventListener("input", (event) => {
  const row = rowOf(event.target);
  if (row) {
    touched(row);
  }
});

form.addEventListener("change", (event) => {
  const row = rowOf(event.target);
  if (row) {
    waiting.add(row.id);
    save(row);
  }
});

// Signing in elsewhere changes the form token; the cookie always holds the one that is good now.
function token() {
  const cookie = document.cookie.split("; ").find((pair) => /^(__Host-)?csrftoken=/.test(pair));
  const field = form.elements.csrfmiddlewaretoken;
  field.value = cookie ? cookie.slice(cookie.indexOf("=") + 1) : field.value;
  return field.value;
}

form.addEventListener("submit", token);

form.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
  event.detail.headers["X-Written-By"] = form.elements.written_by.value;
  const row = rowOf(event.detail.elt);
  waiting.delete(row.id);
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const id = event.detail.elt.dataset.row ? event.detail.elt.id : event.detail.target?.id;
  const row = id && rowNamed(id);
  if (!row || !form.contains(row)) {
    return;
  }
  if (event.detail.successful) {
    const state = row.querySelector("[data-state]").dataset.state;
    if (state === "unsaved") {
      failed.set(id, "told");
    } else {
      failed.delete(id);
      savedAt = state || savedAt;
    }
    markBoxes(row);
    if (event.detail.elt !== row) {
      // One of two texts was chosen, and the row was put in anew with it.
      row.querySelector("input:not([type=hidden]), textarea").focus();
    }
  } else {
    const why = event.detail.xhr.status || "offline";
    failed.set(id, why);
    explainFailure(row, why);
  }
  tell();
});

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

setInterval(() => tryAgain((why) => why === "offline" || why >= 500), RETRY);
window.addEventListener("online", () => tryAgain((why) => why === "offline"));
window.addEventListener("focus", () => tryAgain((why) => why === 401 || why === 403));

for (const element of document.querySelectorAll("[data-with-script]")) {
  element.hidden = false;
}
