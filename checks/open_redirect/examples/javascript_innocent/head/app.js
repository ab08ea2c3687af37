app.get("/leave", (req, res) => {
  const next = req.query.next;
  if (!next.startsWith("/") || next.startsWith("//")) return res.redirect("/");
  res.redirect(next);
});

app.get("/item/:id", (req, res) => {
  res.redirect(`/items/${req.params.id}`);
});

app.get("/search", (req, res) => {
  res.redirect("/find?q=" + encodeURIComponent(req.query.q));
});
