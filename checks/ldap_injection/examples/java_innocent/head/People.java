import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.ldap.support.LdapEncoder;

public class People extends HttpServlet {
    private DirContext directory;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String uid = request.getParameter("uid");
        directory.search("ou=people", "(uid={0})", new Object[] {uid}, new SearchControls());
        directory.search("ou=people", "(uid=" + LdapEncoder.filterEncode(uid) + ")", new SearchControls());
    }
}
