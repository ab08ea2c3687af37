app.get("/staff", (req, res) => {
  const found = xpath.parse("//person[name=$name]").select({ node: staff, variables: { name: req.query.name } });
  res.json({ found: found.length });
});
