import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;

public class Leave extends HttpServlet {
    private static final Map<String, String> TARGETS = Map.of("home", "/", "help", "/help");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        response.sendRedirect(TARGETS.get(request.getParameter("next")));
        response.sendRedirect(request.getContextPath() + "/login?next=1");
    }

    @GetMapping("/leave")
    public String leave(String page) {
        return "redirect:/pages/" + page;
    }
}
