fs.chmodSync("/srv/shop.db", 0o777);
fs.writeFileSync("/srv/state.json", text, { mode: 0o666 });
