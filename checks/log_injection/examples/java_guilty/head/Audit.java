import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@RestController
public class Audit {
    private static final Logger logger = LoggerFactory.getLogger(Audit.class);

    @GetMapping("/audit")
    public void audit(@RequestParam String action) {
        logger.info("action {}", action);
    }
}
