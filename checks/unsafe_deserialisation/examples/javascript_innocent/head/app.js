app.get("/basket", (req, res) => {
  const basket = JSON.parse(Buffer.from(req.cookies.basket, "base64").toString());
  res.json(basket);
});

function settings(text) {
  return yaml.load(text);
}
