fs.chmodSync("/srv/shop.db", 0o640);
fs.writeFileSync("/srv/state.json", text, { mode: 0o600 });
