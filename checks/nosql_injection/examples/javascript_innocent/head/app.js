router.post("/login", async (req, res) => {
  const { email, password } = req.body;
  if (typeof password !== "string") return res.status(400).end();
  const user = await User.findOne({ email: String(email), password });
  res.json({ known: Boolean(user) });
});

router.get("/parts/:id", async (req, res) => {
  res.json(await Part.findOne({ number: req.params.id }));
});

router.post("/owner", async (req, res) => {
  res.json(await Part.find({ owner: { $eq: req.body.owner } }));
});
