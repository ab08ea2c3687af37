app.get("/find", (req, res) => {
  const shape = new RegExp(req.query.q, "i");
  res.json(names.filter((name) => shape.test(name)));
});

function isName(text) {
  return /^(\w+)+$/.test(text);
}
