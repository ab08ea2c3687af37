import java.io.PrintWriter;
import org.owasp.encoder.Encode;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.HtmlUtils;

@Controller
public class Greeting extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        PrintWriter page = response.getWriter();
        page.println("<p>" + Encode.forHtml(request.getParameter("name")));
        page.println("<p>" + Integer.parseInt(request.getParameter("age")));
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
        response.setContentType("text/plain");
        response.getWriter().println(request.getParameter("name"));
    }

    @GetMapping("/greeting")
    public String greeting(@RequestParam String name) {
        return "<h1>Hello " + HtmlUtils.htmlEscape(name) + "</h1>";
    }
}
