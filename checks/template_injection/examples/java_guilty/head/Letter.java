import java.io.StringWriter;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.Velocity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
public class Letter {
    @GetMapping("/letter")
    public void letter(@RequestParam String text) {
        Velocity.evaluate(new VelocityContext(), new StringWriter(), "letter", "Dear " + text);
    }

    @GetMapping("/page")
    public String page(@RequestParam String lang) {
        return "pages/" + lang + "/welcome";
    }
}
