import java.security.SecureRandom
import kotlin.random.Random

fun link(user: Int): String {
    val bytes = ByteArray(32)
    SecureRandom().nextBytes(bytes)
    val token = bytes.joinToString("") { "%02x".format(it) }
    return "/reset?user=$user&token=$token"
}

fun banner(pictures: List<String>): String {
    val number = Random.nextInt(pictures.size)
    return pictures[number]
}
