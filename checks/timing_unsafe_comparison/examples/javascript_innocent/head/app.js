app.post("/hook", (req, res) => {
  const expected = crypto.createHmac("sha256", key).update(req.rawBody).digest();
  const signature = Buffer.from(req.get("X-Signature"), "hex");
  if (signature === undefined || signature.length !== expected.length) return res.status(401).end();
  if (!crypto.timingSafeEqual(signature, expected)) return res.status(401).end();
  res.end();
});
