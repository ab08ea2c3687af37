fs.writeFileSync("/tmp/report.csv", rows.join("\n"));
