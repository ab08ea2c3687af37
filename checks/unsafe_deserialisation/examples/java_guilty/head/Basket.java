import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.ObjectInputStream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.yaml.snakeyaml.Yaml;

public class Basket extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
        Object basket = new ObjectInputStream(request.getInputStream());
        new Yaml().load(request.getParameter("basket"));
    }

    Object stored(InputStream stream) throws Exception {
        ObjectInputStream objects = new ObjectInputStream(stream);
        return objects.readObject();
    }

    ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.enableDefaultTyping();
        return mapper;
    }
}
