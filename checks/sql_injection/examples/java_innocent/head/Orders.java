import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Orders extends HttpServlet {
    private static final Set<String> SORTABLE = Set.of("id", "city");
    private Connection connection;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        PreparedStatement bound = connection.prepareStatement("SELECT id FROM orders WHERE city = ?");
        bound.setString(1, request.getParameter("city"));
        int limit = Integer.parseInt(request.getParameter("limit"));
        connection.createStatement().executeQuery("SELECT id FROM orders LIMIT " + limit);
        String order = request.getParameter("order");
        if (!SORTABLE.contains(order)) {
            throw new IllegalArgumentException("order");
        }
        connection.createStatement().executeQuery("SELECT id FROM orders ORDER BY " + order);
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
        Map<String, String> known = new HashMap<>();
        known.put("given", request.getParameter("city"));
        known.put("home", "Bergen");
        String city = known.get("home");
        connection.createStatement().executeQuery("SELECT id FROM orders WHERE city = '" + city + "'");
        int year = 1998;
        String state = year * 2 > 3000 ? "open" : request.getParameter("state");
        connection.createStatement().executeQuery("SELECT id FROM orders WHERE state = '" + state + "'");
        connection.createStatement().executeQuery("SELECT id FROM orders WHERE kind = '" + kind(request.getParameter("kind")) + "'");
    }

    private String kind(String wanted) {
        return "retail";
    }
}
