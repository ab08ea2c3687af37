opener.postMessage({ token: session.token }, "*");

window.addEventListener("message", (event) => {
  document.title = event.data.title;
  localStorage.setItem("state", event.data.state);
});
