app.post("/login", (req, res) => {
  logger.info({ name: req.body.name }, "login");
  logger.info(`login of ${req.body.name.replace(/[\r\n]/g, "")}`);
  res.end();
});
