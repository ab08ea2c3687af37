import java.io.StringWriter;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.Velocity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
public class Letter {
    @GetMapping("/letter")
    public void letter(@RequestParam String text) {
        VelocityContext context = new VelocityContext();
        context.put("text", text);
        Velocity.evaluate(context, new StringWriter(), "letter", "Dear $text");
    }

    @GetMapping("/page")
    public String page(@RequestParam String lang, Model model) {
        model.addAttribute("lang", lang);
        return "pages/welcome";
    }
}
