import java.io.InputStream
import java.io.ObjectInputFilter
import java.io.ObjectInputStream

fun read(body: InputStream): Order = Json.decodeFromString(body.readBytes().decodeToString())

fun later(body: InputStream): Any {
    val stream = ObjectInputStream(body)
    stream.setObjectInputFilter(ObjectInputFilter.Config.createFilter("com.shop.Order;!*"))
    return stream.readObject()
}
