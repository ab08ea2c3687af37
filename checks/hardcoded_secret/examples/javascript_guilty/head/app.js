const config = {
  user: "shop",
  password: "Winter!2019",
  apiKey: process.env.API_KEY || "k9f8-22ab-77cd",
};

const database = "postgres://shop:Winter2019@db.example/shop".replace("example", "internal");
const cache = "redis://:s3cr3t-9@cache.internal:6379";

app.use(session({ secret: "keyboard dog", resave: false }));

function isAdmin(password) {
  return password === "Adm1n!23";
}
