const ORIGINS = ["https://shop.example"];

app.use(cors({ origin: ORIGINS, credentials: true }));

app.use((req, res, next) => {
  const origin = req.headers.origin;
  if (ORIGINS.includes(origin)) {
    res.setHeader("Access-Control-Allow-Origin", origin);
  }
  next();
});
