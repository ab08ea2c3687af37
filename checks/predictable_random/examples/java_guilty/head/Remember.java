import java.security.SecureRandom;
import java.util.Random;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Remember extends HttpServlet {
    private final Random random = new Random();

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String key = Double.toString(Math.random()).substring(2);
        request.getSession().setAttribute("remember", key);
        int number = new Random().nextInt(99);
        request.getSession().setAttribute("number", number);
    }

    String resetToken() {
        return Long.toHexString(random.nextLong());
    }

    byte[] seeded() {
        SecureRandom generator = new SecureRandom();
        generator.setSeed(42);
        return generator.generateSeed(16);
    }
}
