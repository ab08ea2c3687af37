const { execFile, spawn } = require("child_process");
const TOOLS = { png: "pngcrush", jpg: "jpegtran" };

app.get("/ping", (req, res) => {
  execFile("ping", ["-c", "1", req.query.host], (error, out) => res.json({ out }));
});

app.post("/shrink", (req, res) => {
  spawn(TOOLS[req.body.kind] || "true", ["in", "out"]);
  const found = /^v(\d+)$/.exec(req.body.version);
  res.json({ found });
});

function archive(folder) {
  return execFile("tar", ["czf", "/srv/out.tgz", folder]);
}
