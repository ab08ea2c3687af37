const stored = await bcrypt.hash(password, 12);
const checksum = crypto.createHash("sha256").update(file).digest("hex");
