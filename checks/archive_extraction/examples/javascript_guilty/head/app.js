const fs = require("fs");
const path = require("path");
const unzipper = require("unzipper");
const AdmZip = require("adm-zip");

fs.createReadStream("in.zip").pipe(unzipper.Parse()).on("entry", (entry) => {
  entry.pipe(fs.createWriteStream(path.join("/srv/out", entry.path)));
});

function unpack(file) {
  const zip = new AdmZip(file);
  for (const entry of zip.getEntries()) {
    fs.writeFileSync("/srv/out/" + entry.entryName, entry.getData());
  }
}
