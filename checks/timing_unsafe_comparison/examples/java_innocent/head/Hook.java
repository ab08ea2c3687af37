import java.security.MessageDigest;
import java.util.Arrays;

public class Hook {
    boolean genuine(byte[] signature, byte[] expected) {
        return MessageDigest.isEqual(signature, expected);
    }

    boolean same(String name, String other, byte[] picture, byte[] last) {
        return name.equals(other) && Arrays.equals(picture, last);
    }
}
