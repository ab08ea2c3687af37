import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

@RestController
public class Filter {
    private final ExpressionParser parser = new SpelExpressionParser();

    @GetMapping("/filter")
    public void filter(@RequestParam String by) {
        SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
        context.setVariable("by", by);
        parser.parseExpression("name == #by").getValue(context);
    }
}
