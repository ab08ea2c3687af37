import java.io.InputStream
import java.io.ObjectInputStream

fun read(body: InputStream): Any = ObjectInputStream(body).readObject()

fun later(body: InputStream): Any {
    val stream = ObjectInputStream(body)
    return stream.readObject()
}
