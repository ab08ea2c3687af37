import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

public class Staff extends HttpServlet {
    private Document staff;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        String name = request.getParameterValues("name")[0];
        response.getWriter().print(xpath.evaluate("/staff/person[@name='" + name + "']/@id", staff).length());
    }
}
