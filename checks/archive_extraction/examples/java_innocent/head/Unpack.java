import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

public class Unpack {
    void into(Path folder, InputStream upload) throws Exception {
        ZipInputStream archive = new ZipInputStream(upload);
        ZipEntry entry;
        while ((entry = archive.getNextEntry()) != null) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new SecurityException("outside of the folder");
            }
            Files.copy(archive, target);
        }
    }
}
