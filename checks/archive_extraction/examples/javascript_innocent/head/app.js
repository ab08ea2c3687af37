const fs = require("fs");
const path = require("path");
const unzipper = require("unzipper");
const OUT = path.resolve("/srv/out");

fs.createReadStream("in.zip").pipe(unzipper.Parse()).on("entry", (entry) => {
  const target = path.resolve(OUT, entry.path);
  if (!target.startsWith(OUT + path.sep)) return entry.autodrain();
  entry.pipe(fs.createWriteStream(target));
});
