import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.bson.Document;

@RestController
public class Users {
    private MongoCollection<Document> users;

    @GetMapping("/users")
    public Object find(@RequestParam String name) {
        return users.find(Document.parse("{name: '" + name + "'}")).first().getInteger("id");
    }
}
