/** @odoo-module ignore **/

// The token stands behind the "#" of the address, which no browser sends: it goes to the server by this form alone.
const token = window.location.hash.slice(1);
document.querySelector("[name=token]").value = token;
document.querySelector("button").disabled = !token;
document.querySelector(".no_token").hidden = Boolean(token);
// not in the history of the device either
window.history.replaceState(null, "", window.location.pathname);
