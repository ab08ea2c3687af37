const PLUGINS = { mail: require("./plugins/mail"), page: require("./plugins/page") };

app.post("/calculate", (req, res) => {
  res.json({ result: JSON.parse(req.body.formula) });
});

app.post("/later", (req, res) => {
  setTimeout(() => notify(req.body.name), 1000);
  res.end();
});

app.get("/plugin", (req, res) => {
  res.json(PLUGINS[req.query.name]);
});
