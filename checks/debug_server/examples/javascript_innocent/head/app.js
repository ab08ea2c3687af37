if (process.env.NODE_ENV === "development") {
  app.use(errorhandler());
}

app.use((error, req, res, next) => {
  logger.error(error.stack);
  res.status(500).json({ message: "failed" });
});

const server = new ApolloServer({ schema, introspection: process.env.NODE_ENV !== "production" });
