import java.security.MessageDigest;
import javax.crypto.spec.PBEKeySpec;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

public class Passwords {
    byte[] hash(String document) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(document.getBytes());
    }

    PasswordEncoder encoder() {
        return new BCryptPasswordEncoder(12);
    }

    PBEKeySpec spec(char[] password, byte[] salt) {
        return new PBEKeySpec(password, salt, 600000, 256);
    }
}
