import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;

@RestController
public class Filter {
    private final ExpressionParser parser = new SpelExpressionParser();

    @GetMapping("/filter")
    public void filter(@RequestParam String by) {
        parser.parseExpression(by).getValue();
    }

    Object field(String name) {
        return parser.parseExpression("#root." + name).getValue();
    }
}
