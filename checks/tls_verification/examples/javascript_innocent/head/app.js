const agent = new https.Agent({ keepAlive: true, ca: fs.readFileSync("/etc/shop/ca.pem") });
