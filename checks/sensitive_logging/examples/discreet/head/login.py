import logging

logger = logging.getLogger(__name__)


def login(user, password, prompt, token_count):
    logger.info("login of %s", user.id)
    logger.info("password of %s changed", user.id)
    logger.debug("asked %d characters, %d tokens", len(prompt), token_count)
    logger.warning("the password is too short")
    print("token issued for", user.id)
