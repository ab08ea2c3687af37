const jwt = require("jsonwebtoken");

function check(token) {
  return jwt.verify(token, process.env.JWT_KEY, { algorithms: ["HS256"] });
}

function issue(user) {
  return jwt.sign({ id: user.id }, process.env.JWT_KEY, { expiresIn: "1h" });
}

app.get("/me", (req, res) => {
  const claims = jwt.verify(req.cookies.token, process.env.JWT_KEY, { algorithms: ["HS256"] });
  res.json({ admin: claims.admin });
});
