app.get("/leave", (req, res) => {
  res.redirect(req.query.next);
});

app.post("/login", (req, res) => {
  const target = req.body.returnTo || "/";
  res.redirect(302, target);
});

const next = new URLSearchParams(window.location.search).get("next");
window.location.href = next;
