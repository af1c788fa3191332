// Parts of a form that save themselves: on leaving a box, or two seconds after the last key. Words are the server's.
const IDLE = 2000;
const RETRY = 15000;

// `form` holds parts marked data-row, each with an id, and one [data-saved] that says when. `told` is called after
// every answer and failure; `answered(part, isWhole)` when the server took or gave back a part, whole where it was
// put in anew. The answer's [data-state] is the time of saving, "unsaved", or nothing.
export function saveThemselves(form, { answered = () => {}, told = () => {} } = {}) {
  const status = form.querySelector("[data-saved]");
  const timers = new Map();
  const waiting = new Set(); // typed, and not sent yet
  const failed = new Map(); // part -> why: a number the server answered with, "offline", or "told" when it said why
  let savedAt = "";
  let running = 0; // saves under way
  let held; // the button that was pressed meanwhile

  const partOf = (element) => element.closest("[data-row]");
  const partNamed = (id) => document.getElementById(id);

  function save(part) {
    clearTimeout(timers.get(part.id));
    part.dispatchEvent(new CustomEvent("row:save"));
  }

  function touched(part) {
    waiting.add(part.id);
    clearTimeout(timers.get(part.id));
    timers.set(part.id, setTimeout(() => save(part), IDLE));
  }

  function tell() {
    const list = [...failed.keys()].map((id) => partNamed(id).dataset.row).join(", ");
    if (savedAt) {
      status.textContent = list ? `Saved at ${savedAt}, except ${list}` : `Saved at ${savedAt}`;
    } else if (list) {
      status.textContent = `Not saved: ${list}`;
    }
    told();
    if (!failed.size && !waiting.size) {
      form.dispatchEvent(new CustomEvent("form:saved"));
    }
  }

  function explainFailure(part, why) {
    const sentence =
      document.querySelector(`template[data-sentence="${why}"]`) ?? document.querySelector('template[data-sentence="other"]');
    const paragraph = document.createElement("p");
    paragraph.className = "error finding";
    const words = document.createElement("span");
    words.append(sentence.content.cloneNode(true));
    paragraph.append(words);
    part.querySelector(".note__news").replaceChildren(paragraph);
  }

  function tryAgain(isWorthIt) {
    for (const [id, why] of failed) {
      if (isWorthIt(why)) {
        save(partNamed(id));
      }
    }
  }

  // Signing in elsewhere changes the form token; the cookie always holds the one that is good now.
  function token() {
    const cookie = document.cookie.split("; ").find((pair) => /^(__Host-)?csrftoken=/.test(pair));
    const field = form.elements.csrfmiddlewaretoken;
    field.value = cookie ? cookie.slice(cookie.indexOf("=") + 1) : field.value;
    return field.value;
  }

  form.addEventListener("input", (event) => {
    const part = partOf(event.target);
    if (part) {
      touched(part);
    }
  });

  form.addEventListener("change", (event) => {
    const part = partOf(event.target);
    if (part) {
      waiting.add(part.id);
      save(part);
    }
  });

  // A page that is sent while one of its parts is being saved would meet its own words as another's.
  form.addEventListener("submit", (event) => {
    token();
    if (running) {
      event.preventDefault();
      held = event.submitter;
    }
  });

  form.addEventListener("htmx:beforeRequest", () => {
    running += 1;
  });

  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = token();
    event.detail.headers["X-Written-By"] = form.elements.written_by.value;
    waiting.delete(partOf(event.detail.elt).id);
  });

  document.body.addEventListener("htmx:afterRequest", (event) => {
    const id = event.detail.elt.dataset.row ? event.detail.elt.id : event.detail.target?.id;
    const part = id && partNamed(id);
    if (!part || !form.contains(part)) {
      return;
    }
    running -= 1;
    if (event.detail.successful) {
      const { state } = part.querySelector("[data-state]").dataset;
      if (state === "unsaved") {
        failed.set(id, "told");
      } else {
        failed.delete(id);
        savedAt = state || savedAt;
      }
      const isWhole = event.detail.elt !== part;
      answered(part, isWhole);
      if (isWhole) {
        // One of two texts was chosen, and the part was put in anew with it.
        part.querySelector("input:not([type=hidden]), textarea").focus();
      }
    } else {
      const why = event.detail.xhr.status || "offline";
      failed.set(id, why);
      explainFailure(part, why);
    }
    tell();
    if (held && !running) {
      form.requestSubmit(held);
      held = undefined;
    }
  });

  setInterval(() => tryAgain((why) => why === "offline" || why >= 500), RETRY);
  window.addEventListener("online", () => tryAgain((why) => why === "offline"));
  window.addEventListener("focus", () => tryAgain((why) => why === 401 || why === 403));

  return { save };
}
