import java.io.File;
import java.io.FileWriter;

public class Report {
    void write() throws Exception {
        new FileWriter("/tmp/report.csv").close();
        File folder = File.createTempFile("report", "");
        folder.delete();
        folder.mkdir();
    }
}
