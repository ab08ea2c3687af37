opener.postMessage({ token: session.token }, "https://shop.example");
parent.postMessage({ height: 300 }, "*");

window.addEventListener("message", (event) => {
  if (event.origin !== "https://shop.example") return;
  localStorage.setItem("state", event.data.state);
});
