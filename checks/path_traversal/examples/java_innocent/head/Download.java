import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.commons.io.FilenameUtils;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class Download extends HttpServlet {
    private static final Path REPORTS = Paths.get("/srv/reports");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
        Path report = REPORTS.resolve(request.getParameter("name")).normalize();
        if (!report.startsWith(REPORTS)) {
            throw new SecurityException("outside of the reports");
        }
        Files.copy(report, response.getOutputStream());
        File file = new File("/srv/reports", request.getParameter("name"));
        if (!file.getCanonicalPath().startsWith("/srv/reports/")) {
            return;
        }
        new FileInputStream(file).transferTo(response.getOutputStream());
        new FileInputStream("/srv/reports/" + FilenameUtils.getName(request.getParameter("name"))).close();
    }
}
