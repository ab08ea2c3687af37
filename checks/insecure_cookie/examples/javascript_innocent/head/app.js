app.use(session({ secret: process.env.KEY, cookie: { secure: true, httpOnly: true, sameSite: "lax" } }));

app.post("/login", (req, res) => {
  res.cookie("sessionId", id, { secure: true, httpOnly: true, sameSite: "lax" });
  res.cookie("theme", "dark");
  res.end();
});
