import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.jdbc.core.JdbcTemplate;

public class Orders extends HttpServlet {
    private Connection connection;
    private JdbcTemplate jdbcTemplate;

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String city = request.getParameter("city");
        StringBuilder text = new StringBuilder("SELECT id FROM orders WHERE city = '");
        text.append(city).append("'");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(text.toString());
        jdbcTemplate.queryForList("SELECT id FROM orders WHERE city = '" + city + "'");
    }

    ResultSet named(String name) throws Exception {
        return connection.createStatement().executeQuery("SELECT id FROM orders WHERE name = '" + name + "'");
    }
}
