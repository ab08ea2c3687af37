import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Export extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String name = request.getParameter("name").replaceAll("[\\r\\n\"]", "");
        response.setHeader("Content-Disposition", "attachment; filename=" + name);
        response.setHeader("X-Page", "1");
    }
}
