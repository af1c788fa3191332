// Passkeys: the sign-in library's own script asks the browser; this tells it which form, and the person what failed.
const form = document.querySelector("form[data-passkey]");
const FORMS = { add: "addForm", authenticate: "authenticateForm", login: "loginForm" };

if (form && window.PublicKeyCredential) {
  const kind = form.dataset.passkey;
  window.allauth.webauthn.forms[FORMS[kind]]({
    ids: {
      [kind]: "passkey",
      credential: form.elements.credential.id,
      passwordless: form.elements.passwordless?.id,
      data: "passkey-data",
    },
  });
  form.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  form.querySelector("[data-passkey-error]").hidden = false;
});
