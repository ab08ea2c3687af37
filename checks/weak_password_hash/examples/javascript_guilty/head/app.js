const stored = crypto.createHash("sha256").update(password).digest("hex");
const quick = await bcrypt.hash(password, 4);
