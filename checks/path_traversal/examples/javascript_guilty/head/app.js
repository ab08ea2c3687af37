const fs = require("fs");
const path = require("path");

app.get("/files/:name", (req, res) => {
  res.sendFile(path.join(__dirname, "files", req.params.name));
});

app.get("/read", async (req, res) => {
  const target = path.resolve("/srv/files", req.query.name);
  if (!fs.existsSync(target)) return res.status(404).end();
  res.json({ text: await fs.promises.readFile(target, "utf8") });
});

app.post("/upload", (req, res) => {
  req.files.photo.mv("./uploads/" + req.files.photo.name, () => res.end());
});
