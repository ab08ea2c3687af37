import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;

@EnableWebSecurity(debug = true)
public class Failing extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        try {
            response.getWriter().println(Integer.parseInt(request.getParameter("n")));
        } catch (NumberFormatException wrong) {
            wrong.printStackTrace(response.getWriter());
        }
    }
}
