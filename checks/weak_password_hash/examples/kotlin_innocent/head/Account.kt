import java.security.MessageDigest

fun hash(password: String): String = BCrypt.hashpw(password, BCrypt.gensalt(12))

fun key(page: String): ByteArray = MessageDigest.getInstance("SHA-256").digest(page.toByteArray())
