import java.security.MessageDigest

fun hash(password: String): ByteArray = MessageDigest.getInstance("SHA-256").digest(password.toByteArray())
