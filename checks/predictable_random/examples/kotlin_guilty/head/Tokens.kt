import kotlin.random.Random

fun link(user: Int): String {
    val token = Random.nextLong().toString(16)
    return "/reset?user=$user&token=$token"
}
