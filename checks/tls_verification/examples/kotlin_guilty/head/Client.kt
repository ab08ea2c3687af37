import javax.net.ssl.HostnameVerifier
import okhttp3.OkHttpClient

val everybody = HostnameVerifier { _, _ -> true }
val client = OkHttpClient.Builder().hostnameVerifier(everybody).build()
