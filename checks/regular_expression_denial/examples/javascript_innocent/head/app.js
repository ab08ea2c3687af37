app.get("/find", (req, res) => {
  const shape = new RegExp(escapeRegExp(req.query.q), "i");
  res.json(names.filter((name) => shape.test(name)));
});

function isName(text) {
  return /^\w+( \w+)*$/.test(text);
}
