import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Ping extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        int count = Integer.parseInt(request.getParameter("count"));
        Runtime.getRuntime().exec("ping -c " + count + " gateway");
        List<String> hosts = new ArrayList<>();
        hosts.add("first");
        hosts.add(request.getParameter("host"));
        hosts.add("last");
        hosts.remove(0);
        Runtime.getRuntime().exec("ping -c 1 " + hosts.get(1));
        String host = request.getParameter("host");
        if (!host.matches("[a-z0-9]{1,30}")) {
            return;
        }
        new ProcessBuilder("ping", "-c", "1", host).start();
    }
}
