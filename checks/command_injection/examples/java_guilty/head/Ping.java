import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Ping extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String host = request.getHeader("X-Target");
        Runtime.getRuntime().exec("ping -c 1 " + host);
        String[] shell = {"sh", "-c", "ping -c 1 " + host};
        new ProcessBuilder(shell).start();
    }

    Process archive(String name) throws Exception {
        return new ProcessBuilder("sh", "-c", "tar cf /srv/out.tar " + name).start();
    }
}
