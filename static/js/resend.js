// Signing in elsewhere changes the form token; take the new one so that one press is enough.
const form = document.querySelector("form[data-resend]");
form?.addEventListener("submit", () => {
  const cookie = document.cookie.split("; ").find((pair) => /^(__Host-)?csrftoken=/.test(pair));
  if (cookie) {
    form.elements.csrfmiddlewaretoken.value = cookie.slice(cookie.indexOf("=") + 1);
  }
});
