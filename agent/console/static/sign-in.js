// Signing in with a password.

import { send } from "./api.js";

const form = document.getElementById("sign-in");
const said = document.getElementById("said");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { name, password } = Object.fromEntries(new FormData(form));
  try {
    await send("/api/sign-in", { name, password });
    location.assign("/");
  } catch (error) {
    said.textContent = error.message;
    form.elements.password.value = "";
    form.elements.password.focus();
  }
});
