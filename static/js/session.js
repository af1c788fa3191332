// Two minutes before the session ends, say so. What a person types counts as work; what a page does by itself does not.
const WARN_BEFORE = 120;
const LOOK_EVERY = 5000;
const TELL_EVERY = 60000;

const dialog = document.querySelector("dialog[data-session]");
const { address } = dialog.dataset;
let endsAt = Date.now() + dialog.dataset.session * 1000;
let isFinal = false; // the end comes whatever the person does
let lastInput = Date.now();
let toldAt = Date.now();
let isAsking = false;
let isWantedAgain = false; // somebody asked to stay while an answer was on its way
let told = ""; // which part of the dialog the person has been shown of this end

const idleSeconds = () => Math.floor((Date.now() - lastInput) / 1000);
const secondsLeft = () => (endsAt - Date.now()) / 1000;

function atWork() {
  // The question itself is answered by its buttons alone.
  if (!dialog.open) {
    lastInput = Date.now();
  }
}

for (const type of ["keydown", "pointerdown", "input", "wheel"]) {
  window.addEventListener(type, atWork, { capture: true, passive: true });
}

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Idle-Seconds"] = idleSeconds();
});

// Another tab of this browser may have gone on meanwhile: only the server knows.
async function ask() {
  const askedAt = Date.now(); // the answer counts from here: a machine may sleep before it is read
  toldAt = askedAt;
  const headers = { Accept: "application/json", "X-Idle-Seconds": idleSeconds() };
  const answer = await fetch(address, { headers, cache: "no-store" });
  if (answer.status === 401) {
    endsAt = askedAt;
  } else if (answer.ok) {
    const { left, is_final: final } = await answer.json();
    endsAt = askedAt + left * 1000;
    isFinal = final;
  }
}

function show(part) {
  told = part;
  for (const one of dialog.querySelectorAll("[data-part]")) {
    one.hidden = one.dataset.part !== part;
  }
  const time = new Date(endsAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  for (const one of dialog.querySelectorAll("[data-time]")) {
    one.textContent = time;
  }
  dialog.setAttribute("aria-labelledby", `session-${part}`);
  dialog.setAttribute("aria-describedby", `session-${part}-more`);
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.querySelector(`[data-part="${part}"] [data-first]`).focus();
}

function tell() {
  const left = secondsLeft();
  if (left > WARN_BEFORE) {
    told = "";
    dialog.close();
    return;
  }
  const part = left <= 0 ? "over" : isFinal ? "final" : "warning";
  if (part !== told) {
    show(part);
  }
}

async function look(isWanted = false) {
  const isNewWork = lastInput > toldAt && Date.now() - toldAt > TELL_EVERY;
  const isNear = secondsLeft() <= WARN_BEFORE && told !== "over";
  if (!(isWanted || isNewWork || isNear)) {
    return;
  }
  if (isAsking) {
    isWantedAgain ||= isWanted;
    return;
  }
  isAsking = true;
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error; // all but a network that is away: then the clock decides
    }
  } finally {
    isAsking = false;
  }
  tell();
  if (isWantedAgain) {
    isWantedAgain = false;
    look(true);
  }
}

// However the question is put aside, somebody is there.
dialog.addEventListener("close", () => {
  if (told) {
    lastInput = Date.now();
    if (told === "warning") {
      look(true);
    }
  }
});

for (const button of dialog.querySelectorAll("[data-back]")) {
  button.addEventListener("click", () => dialog.close());
}

setInterval(() => look(), LOOK_EVERY);
document.addEventListener("visibilitychange", () => look());
