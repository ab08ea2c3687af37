app.get("/staff", (req, res) => {
  const found = xpath.select(`//person[name='${req.query.name}']`, staff);
  res.json({ found: found.length });
});
