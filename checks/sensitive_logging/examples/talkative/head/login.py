import logging

logger = logging.getLogger(__name__)


def login(user, password, prompt):
    logger.info("login of %s with %s", user, password)
    logger.debug(f"password={password}")
    logger.info("asked: %s", prompt)
    print("token", user.access_token)
