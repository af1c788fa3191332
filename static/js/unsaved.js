// Forms marked data-unsaved: ask before leaving while something typed has not been sent.
let unsaved = false;

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  // A form that saves by itself says so with this event.
  form.addEventListener("form:saved", () => { unsaved = false; });
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved) {
    event.preventDefault();
  }
});
