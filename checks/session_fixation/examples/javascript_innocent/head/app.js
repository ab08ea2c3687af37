const express = require("express");
const bcrypt = require("bcrypt");
const app = express();

app.post("/login", async (req, res) => {
  const user = await users.find(req.body.name);
  if (await bcrypt.compare(req.body.password, user.hash)) {
    req.session.regenerate(() => {
      req.session.userId = user.id;
      res.redirect("/");
    });
  }
});

app.post("/theme", (req, res) => {
  req.session.theme = req.body.theme;
  res.redirect("/");
});
