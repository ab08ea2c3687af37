import java.security.MessageDigest;
import javax.crypto.spec.PBEKeySpec;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

public class Passwords {
    byte[] hash(String password) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(password.getBytes());
    }

    PasswordEncoder encoder() {
        return NoOpPasswordEncoder.getInstance();
    }

    PBEKeySpec spec(char[] password, byte[] salt) {
        return new PBEKeySpec(password, salt, 1000, 256);
    }
}
