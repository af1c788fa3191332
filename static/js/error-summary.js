// A page that comes back with errors starts at their summary, so that nobody has to look for them.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
}
