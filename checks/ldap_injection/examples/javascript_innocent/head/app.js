app.get("/people", (req, res) => {
  const filter = new EqualityFilter({ attribute: "uid", value: req.query.uid });
  client.search("ou=people,dc=shop,dc=example", { filter, scope: "sub" }, done(res));
});
