import java.io.FileWriter;
import java.nio.file.Files;

public class Report {
    void write() throws Exception {
        new FileWriter("/srv/reports/report.csv").close();
        Files.createTempFile("report", ".csv");
        Files.createTempDirectory("report");
    }
}
