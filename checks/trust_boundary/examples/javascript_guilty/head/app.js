app.post("/login", (req, res) => {
  req.session.role = req.body.role;
  res.end();
});
