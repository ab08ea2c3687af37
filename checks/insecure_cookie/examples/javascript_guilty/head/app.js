app.use(session({ secret: process.env.KEY, cookie: { secure: false, maxAge: 1000 } }));

app.post("/login", (req, res) => {
  res.cookie("shop", id, { secure: true, httpOnly: false });
  res.cookie("sessionId", id);
  res.end();
});
