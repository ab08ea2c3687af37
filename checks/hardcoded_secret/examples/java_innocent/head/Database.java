import java.sql.Connection;
import java.sql.DriverManager;
import javax.crypto.spec.SecretKeySpec;

public class Database {
    private static final String PASSWORD_PROPERTY = "shop.password";
    private final String password = System.getenv("SHOP_PASSWORD");

    Connection open() throws Exception {
        return DriverManager.getConnection("jdbc:postgresql://db.example/shop", "shop", password);
    }

    SecretKeySpec key(byte[] stored) {
        return new SecretKeySpec(stored, "AES");
    }
}
