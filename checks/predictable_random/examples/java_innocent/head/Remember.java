import java.security.SecureRandom;
import java.util.Random;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Remember extends HttpServlet {
    private final SecureRandom secure = new SecureRandom();

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String key = Long.toHexString(secure.nextLong());
        request.getSession().setAttribute("remember", key);
        int token = SecureRandom.getInstance("SHA1PRNG").nextInt(99);
        request.getSession().setAttribute("number", token);
    }

    long backoff(long base) {
        return base + new Random().nextInt(100);
    }
}
