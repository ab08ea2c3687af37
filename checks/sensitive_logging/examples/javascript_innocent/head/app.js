function signUp(name, password) {
  console.log("new account", name);
  logger.debug(`password has ${password.length} letters`);
}
