function signUp(name, password) {
  console.log("new account", name, password);
  logger.debug(`password is ${password}`);
}
