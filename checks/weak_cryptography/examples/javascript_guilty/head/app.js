const crypto = require("crypto");

function seal(key, text) {
  const old = crypto.createCipheriv("des-ede3-cbc".slice(0), key, crypto.randomBytes(8));
  const des = crypto.createCipheriv("des-ede3-cbc", key, crypto.randomBytes(8));
  const ecb = crypto.createCipheriv("aes-256-ecb", key, null);
  const derived = crypto.createCipher("aes-256-cbc", key);
  const fixed = crypto.createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
  return [old, des, ecb, derived, fixed, crypto.createHash("md5").update(text).digest("hex")];
}

const pair = crypto.generateKeyPairSync("rsa", { modulusLength: 1024 });
const server = https.createServer({ minVersion: "TLSv1" });
