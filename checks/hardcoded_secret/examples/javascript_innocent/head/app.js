const config = {
  user: "shop",
  password: process.env.DB_PASSWORD,
  passwordField: "password-1",
  tokenUrl: "https://login.example/token2",
};

const cache = `redis://:${process.env.CACHE_PASSWORD}@cache.internal:6379`;

app.use(session({ secret: process.env.SESSION_KEY, resave: false }));

function isText(password) {
  return typeof password === "string" && password !== "";
}
