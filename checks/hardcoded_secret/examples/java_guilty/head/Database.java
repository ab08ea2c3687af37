import java.sql.Connection;
import java.sql.DriverManager;
import javax.crypto.spec.SecretKeySpec;

public class Database {
    private static final String ADMIN_PASSWORD = "blue-Harbour-1907";

    Connection open() throws Exception {
        return DriverManager.getConnection("jdbc:postgresql://db.example/shop", "shop", "blue-Harbour-1907");
    }

    SecretKeySpec key() {
        return new SecretKeySpec("quiet-Meadow-42-x".getBytes(), "AES");
    }
}
