app.post("/login", (req, res) => {
  logger.info(`login of ${req.body.name}`);
  res.end();
});
