router.post("/users", async (req, res) => {
  const user = await User.create(req.body);
  res.json({ id: user.id });
});

router.put("/users/:id", async (req, res) => {
  const user = await User.findByPk(req.params.id);
  Object.assign(user, req.body);
  await user.save();
  res.end();
});
