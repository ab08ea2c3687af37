app.post("/hook", (req, res) => {
  const expected = crypto.createHmac("sha256", key).update(req.rawBody).digest("hex");
  const signature = req.get("X-Signature");
  if (signature !== expected) return res.status(401).end();
  if (req.get("X-Token") !== process.env.HOOK_TOKEN) return res.status(401).end();
  res.end();
});
