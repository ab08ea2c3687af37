const serialize = require("node-serialize");
const v8 = require("v8");

app.get("/basket", (req, res) => {
  const basket = serialize.unserialize(Buffer.from(req.cookies.basket, "base64").toString());
  res.json(basket);
});

app.post("/state", (req, res) => {
  res.json(v8.deserialize(req.body));
});
