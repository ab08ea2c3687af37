import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import java.util.Map;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

public class Calculator extends HttpServlet {
    private static final Map<String, String> FORMULAS = Map.of("area", "a * b");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
        engine.eval(FORMULAS.get(request.getParameter("formula")));
        engine.eval("1 + " + Double.parseDouble(request.getParameter("a")));
    }
}
