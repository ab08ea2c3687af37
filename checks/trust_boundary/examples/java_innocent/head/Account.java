import java.util.Set;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Account extends HttpServlet {
    private static final Set<String> LANGUAGES = Set.of("no", "en");

    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String language = request.getParameter("language");
        if (LANGUAGES.contains(language)) {
            request.getSession().setAttribute("language", language);
        }
        request.getSession().setAttribute("page", Integer.valueOf(request.getParameter("page")));
        request.getSession().setAttribute("seen", "yes");
    }
}
