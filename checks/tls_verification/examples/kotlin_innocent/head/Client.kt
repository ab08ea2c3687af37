import javax.net.ssl.HostnameVerifier
import okhttp3.OkHttpClient

val known = HostnameVerifier { host, _ -> host == "api.example" }
val client = OkHttpClient.Builder().hostnameVerifier(known).build()
