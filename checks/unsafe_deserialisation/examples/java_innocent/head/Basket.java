import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Basket extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
        new ObjectMapper().readValue(request.getInputStream(), Contents.class);
    }

    Object stored(InputStream stream) throws Exception {
        ObjectInputStream objects = new ObjectInputStream(stream);
        objects.setObjectInputFilter(ObjectInputFilter.Config.createFilter("shop.*;!*"));
        return objects.readObject();
    }
}
