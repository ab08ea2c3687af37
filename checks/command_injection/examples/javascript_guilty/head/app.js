const { exec, execSync, spawn } = require("child_process");

app.get("/ping", (req, res) => {
  exec(`ping -c 1 ${req.query.host}`, (error, out) => res.send(JSON.stringify(out)));
});

app.post("/convert", (req, res) => {
  const { file } = req.body;
  spawn("convert", [file, "out.png"], { shell: true });
  spawn("sh", ["-c", "file " + file]);
  spawn(req.body.tool, ["--version"]);
  res.end();
});

function archive(folder) {
  execSync("tar czf /srv/out.tgz " + folder);
}
