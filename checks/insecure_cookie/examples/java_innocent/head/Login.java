import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Login extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        Cookie session = new Cookie("session", request.getSession().getId());
        session.setSecure(true);
        session.setHttpOnly(true);
        response.addCookie(session);
        Cookie csrf = new Cookie("csrf", "token");
        csrf.setSecure(request.isSecure());
        response.addCookie(csrf);
        Cookie gone = new Cookie("old", "");
        gone.setMaxAge(0);
        response.addCookie(gone);
    }
}
