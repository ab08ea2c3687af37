router.post("/users", async (req, res) => {
  const { name, email } = req.body;
  const user = await User.create({ name, email });
  res.json({ id: user.id });
});

router.put("/search", (req, res) => {
  const words = new URLSearchParams(req.body);
  res.json({ words: words.toString() });
});
