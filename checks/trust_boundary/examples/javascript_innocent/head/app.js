app.post("/login", async (req, res) => {
  const user = await User.findOne({ where: { name: String(req.body.name) } });
  req.session.role = user.role;
  req.session.language = req.body.language;
  res.end();
});
