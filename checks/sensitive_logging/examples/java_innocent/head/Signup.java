import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class Signup {
    private static final Logger logger = LoggerFactory.getLogger(Signup.class);

    void sign(String user, String password) {
        logger.info("user {} with a password of {} characters", user, password.length());
    }
}
