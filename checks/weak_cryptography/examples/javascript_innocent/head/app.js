const crypto = require("crypto");

function seal(key, text) {
  const nonce = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv("aes-256-gcm", key, nonce);
  return [cipher, crypto.createHash("sha256").update(text).digest("hex")];
}

const pair = crypto.generateKeyPairSync("rsa", { modulusLength: 3072 });
const server = https.createServer({ minVersion: "TLSv1.2" });
