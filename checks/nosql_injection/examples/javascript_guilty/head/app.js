router.post("/login", async (req, res) => {
  const { email, password } = req.body;
  const user = await User.findOne({ email, password });
  res.json({ known: Boolean(user) });
});

router.post("/find", async (req, res) => {
  res.json(await db.collection("parts").find(req.body.filter).toArray());
});

router.get("/slow", async (req, res) => {
  res.json(await Part.find({ $where: `this.owner == '${req.query.owner}'` }));
});
