app.use(helmet({ contentSecurityPolicy: false, hsts: true }));
