// A password field marked data-showable gets a button that shows what is typed.
for (const input of document.querySelectorAll("input[data-showable]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--small";
  button.textContent = "Show password";
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const isShown = input.type === "text";
    input.type = isShown ? "password" : "text";
    button.textContent = isShown ? "Show password" : "Hide password";
  });
  // Never sent as readable text that a browser might offer again.
  input.form.addEventListener("submit", () => { input.type = "password"; });
  const row = document.createElement("div");
  row.append(button);
  input.after(row);
}
