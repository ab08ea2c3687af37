import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class People extends HttpServlet {
    private DirContext directory;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String filter = "(&(objectclass=person)(uid=" + request.getParameter("uid") + "))";
        directory.search("ou=people", filter, new SearchControls());
    }
}
