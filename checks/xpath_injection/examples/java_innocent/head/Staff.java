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
        String name = request.getParameter("name");
        xpath.setXPathVariableResolver(variable -> name);
        xpath.evaluate("/staff/person[@name=$name]/@id", staff);
        xpath.evaluate("/staff/person[@room='" + Integer.parseInt(request.getParameter("room")) + "']/@id", staff);
    }
}
