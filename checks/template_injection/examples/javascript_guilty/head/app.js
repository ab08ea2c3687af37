const ejs = require("ejs");
const Handlebars = require("handlebars");

app.post("/letter", (req, res) => {
  const page = ejs.render("<p>Dear " + req.body.name + "</p>", {});
  res.json({ page, preview: Handlebars.compile(req.body.layout)({}) });
});

app.get("/page", (req, res) => {
  res.render(req.query.page);
});

app.get("/profile", (req, res) => {
  res.render("profile", req.query);
});
