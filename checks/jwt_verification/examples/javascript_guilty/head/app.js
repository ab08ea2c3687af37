const jwt = require("jsonwebtoken");

function check(token) {
  jwt.verify(token, publicKey, { algorithms: ["RS256", "none"] });
  return jwt.verify(token, process.env.JWT_KEY, { ignoreExpiration: true });
}

function issue(user) {
  return jwt.sign({ id: user.id }, "blue-lagoon-77", { expiresIn: "1h" });
}

app.get("/me", (req, res) => {
  const claims = jwt.decode(req.cookies.token);
  res.json({ admin: claims.admin });
});
