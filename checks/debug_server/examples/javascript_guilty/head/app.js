app.use(errorhandler());

app.use((error, req, res, next) => {
  res.status(500).json({ message: "failed", stack: error.stack });
});

const server = new ApolloServer({ schema, introspection: true });
