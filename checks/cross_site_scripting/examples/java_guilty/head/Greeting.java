import java.io.PrintWriter;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class Greeting extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        response.setContentType("text/html");
        String name = request.getParameter("name");
        response.getWriter().println("<p>" + name);
        PrintWriter page = response.getWriter();
        Object[] values = {"a", name};
        page.printf("<p>%1$s %2$s", values);
    }

    @GetMapping(value = "/greeting")
    public String greeting(@RequestParam(required = false) String name) {
        return "<h1>Hello " + name + "</h1>";
    }
}
