import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class Preview {
    private final RestTemplate restTemplate = new RestTemplate();

    @GetMapping("/preview")
    public void preview(@RequestParam("url") String address) throws Exception {
        URL url = new URL(address);
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        restTemplate.getForObject("http://" + address + "/status", String.class);
        HttpRequest request = HttpRequest.newBuilder().uri(URI.create(address)).build();
    }
}
