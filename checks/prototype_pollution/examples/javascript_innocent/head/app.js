app.post("/settings", (req, res) => {
  const { section, key, value } = req.body;
  if (!["page", "mail"].includes(section)) return res.status(400).end();
  settings[section].set(key, value);
  res.json({ ...defaults, ...req.body });
});

function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (key === "__proto__" || key === "constructor") continue;
    if (typeof source[key] === "object") merge(target[key], source[key]);
    else target[key] = source[key];
  }
  return target;
}
