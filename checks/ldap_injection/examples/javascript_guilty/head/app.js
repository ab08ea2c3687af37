app.get("/people", (req, res) => {
  client.search("ou=people,dc=shop,dc=example", { filter: `(uid=${req.query.uid})`, scope: "sub" }, done(res));
});
