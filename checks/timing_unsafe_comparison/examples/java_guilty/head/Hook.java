import java.util.Arrays;

public class Hook {
    boolean genuine(String signature, String expected) {
        return signature.equals(expected);
    }

    boolean genuine(byte[] mac, byte[] expected) {
        return Arrays.equals(mac, expected);
    }
}
