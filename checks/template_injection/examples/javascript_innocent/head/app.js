const ejs = require("ejs");

app.post("/letter", (req, res) => {
  res.json({ page: ejs.render("<p>Dear <%= name %></p>", { name: req.body.name }) });
});

app.get("/page", (req, res) => {
  const page = req.query.page;
  if (!["start", "about"].includes(page)) return res.status(404).end();
  res.render(page);
});

app.get("/profile", (req, res) => {
  res.render("profile", { name: req.query.name });
});
