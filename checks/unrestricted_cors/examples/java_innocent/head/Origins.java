import java.util.List;
import java.util.Set;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.web.cors.CorsConfiguration;

public class Origins extends HttpServlet {
    private static final Set<String> PERMITTED = Set.of("https://shop.example");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (PERMITTED.contains(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
        }
    }

    CorsConfiguration shop() {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(List.of("https://shop.example"));
        return configuration;
    }
}
