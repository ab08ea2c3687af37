import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

public class Download extends HttpServlet {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String name = "";
        for (Cookie cookie : request.getCookies()) {
            if (cookie.getName().equals("report")) {
                name = cookie.getValue();
            }
        }
        try (FileInputStream report = new FileInputStream("/srv/reports/" + name)) {
            report.transferTo(response.getOutputStream());
        }
        Files.delete(Paths.get("/srv/reports", name));
    }

    @PostMapping("/upload")
    public void upload(@RequestParam MultipartFile file) throws Exception {
        file.transferTo(new File("/srv/uploads/" + file.getOriginalFilename()));
    }
}
