const vm = require("vm");

app.post("/calculate", (req, res) => {
  res.json({ result: eval(req.body.formula) });
});

app.post("/rule", (req, res) => {
  const rule = new Function("item", "return " + req.body.rule);
  res.json({ kept: items.filter(rule), box: vm.runInNewContext(req.query.code, {}) });
});

app.get("/plugin", (req, res) => {
  res.json(require("./plugins/" + req.query.name));
});
