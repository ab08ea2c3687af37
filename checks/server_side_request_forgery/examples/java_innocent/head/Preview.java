import java.net.URI;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class Preview {
    private static final Set<String> HOSTS = Set.of("images.example");
    private final RestTemplate restTemplate = new RestTemplate();

    @GetMapping("/preview")
    public void preview(@RequestParam("url") String address, @RequestParam String id) {
        URI uri = URI.create(address);
        if (!HOSTS.contains(uri.getHost())) {
            throw new IllegalArgumentException("host");
        }
        restTemplate.getForObject(uri, String.class);
        restTemplate.getForObject("https://images.example/" + id, String.class);
        restTemplate.getForObject("https://images.example/{id}", String.class, id);
    }
}
