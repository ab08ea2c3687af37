import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Login extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        Cookie session = new Cookie("session", request.getSession().getId());
        session.setSecure(false);
        session.setHttpOnly(false);
        response.addCookie(session);
        Cookie theme = new Cookie("theme", "dark");
        theme.setHttpOnly(true);
        response.addCookie(theme);
    }
}
