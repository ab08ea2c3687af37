import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.X509TrustManager;

public class Client {
    void prepare() {
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> host.equals(session.getPeerHost()));
    }

    abstract static class Pinned implements X509TrustManager {
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            chain[0].checkValidity();
        }
    }
}
