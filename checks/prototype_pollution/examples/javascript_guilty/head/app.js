const _ = require("lodash");

app.post("/settings", (req, res) => {
  const { section, key, value } = req.body;
  settings[section][key] = value;
  _.merge(defaults, req.body);
  res.end();
});

function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === "object") merge(target[key], source[key]);
    else target[key] = source[key];
  }
  return target;
}
