const fs = require("fs");
const path = require("path");
const ROOT = path.resolve("/srv/files");

app.get("/files/:name", (req, res) => {
  res.sendFile(req.params.name, { root: ROOT });
});

app.get("/read", async (req, res) => {
  const target = path.resolve(ROOT, req.query.name);
  if (!target.startsWith(ROOT + path.sep)) return res.status(404).end();
  res.json({ text: await fs.promises.readFile(target, "utf8") });
});

app.get("/plain", async (req, res) => {
  res.json({ text: fs.readFileSync(path.join(ROOT, path.basename(req.query.name)), "utf8") });
});

app.post("/note", (req, res) => {
  fs.writeFileSync("/srv/note.txt", req.body.text);
  res.end();
});
