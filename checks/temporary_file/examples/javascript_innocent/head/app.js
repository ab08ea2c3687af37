const folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"));
fs.writeFileSync(path.join(folder, "report.csv"), rows.join("\n"));
