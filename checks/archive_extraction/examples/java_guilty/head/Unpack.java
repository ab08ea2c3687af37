import java.io.File;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

public class Unpack {
    void into(File folder, InputStream upload) throws Exception {
        ZipInputStream archive = new ZipInputStream(upload);
        ZipEntry entry;
        while ((entry = archive.getNextEntry()) != null) {
            File target = new File(folder, entry.getName());
            archive.transferTo(new FileOutputStream(target));
        }
    }
}
